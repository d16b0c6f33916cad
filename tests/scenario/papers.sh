#!/bin/sh
# The papers for the city beside the monthly report (§10, §11): each is read
# back and held against what was recorded.
. "$(dirname "$0")/paper.sh"

shop
pcs
at 2023-06-02T09:00
exits 2 report nothing 2023-06
warns 'questions'
exits 2 report questions 2023-6
warns '月ではありません'

# --- an empty month -------------------------------------------------------------
paper questions 2023-05 txt R05-05_07_訪問時質問回答_下書き.txt
tells 該当なし 令和5年5月分 下書き
paper proposals 2023-05 txt R05-05_08_改善提案_下書き.txt
tells 該当なし
paper others 2023-05 txt R05-05_09_その他_下書き.txt
tells 該当なし
paper media 2023-05 txt R05-05_11_リカバリ媒体等更新成果物一覧_下書き.txt
tells 該当なし
paper pages 2023 txt R05_10_プリンタ印刷枚数調査結果_下書き.txt
tells '調査の期間 調整前' '計測した台数 0台'

# --- what was asked (§8.2) ------------------------------------------------------
# Asked at the end of May and answered in June: both months tell it.
at 2023-05-30T11:00
run incident.open unit=KK-0413 symptom=映らない city_no=R5-0413 contact=佐々木様
run visit.arrive incident=R5-0413 at=11:00
run qa.add question='髙﨑①㈱𠮷の字が出ない' due=2023-06-02 incident=R5-0413
run visit.leave incident=R5-0413 at=11:00
at 2023-06-02T10:00
run qa.answer qa=K0-Q0001 answer=フォントを入れました to=佐々木様
run qa.add question=印刷の向き asker=本間様 place=東区役所 answer=プロパティ
run qa.report qa=K0-Q0001,K0-Q0002
paper questions 2023-05 txt R05-05_07_訪問時質問回答_下書き.txt
tells 'K0-Q0001 2023-05-30 11:00 北区役所 保険年金課 佐々木様 R5-0413 1回目 佐藤 拓也 髙﨑①㈱𠮷の字が出ない フォントを入れました 2023-06-02 2023-06-02 10:00 2023-06-02 10:00 回答済'
silent K0-Q0002
paper questions 2023-06 txt R05-06_07_訪問時質問回答_下書き.txt
tells K0-Q0001 K0-Q0002 プロパティ
paper questions 2023-07 txt R05-07_07_訪問時質問回答_下書き.txt
silent K0-Q

# --- what was found, each sort in its paper (§8.1) -------------------------------
run finding.add kind=改善提案 text=配線を束ねる place=東区役所
run finding.add kind=発見 text=ぐらつく place=北区役所 incident=R5-0413
run finding.add kind=要望 text=台がほしい place=東区役所
run finding.report finding=K0-F0001,K0-F0002
run finding.instruct finding=K0-F0001 text=次の点検で束ねる
paper proposals 2023-06 txt R05-06_08_改善提案_下書き.txt
tells '配線を束ねる 2023-06-02 10:00 次の点検で束ねる 対応中'
silent ぐらつく
paper others 2023-06 txt R05-06_09_その他_下書き.txt
tells 'R5-0413 ぐらつく 2023-06-02 10:00 指示待ち' '台がほしい 未報告'
silent 配線を束ねる
paper proposals 2023-07 txt R05-07_08_改善提案_下書き.txt
tells 配線を束ねる

# --- roster and who is responsible ----------------------------------------------
run worker.edit worker='鈴木 花子' role=業務責任者 reason=届出
run worker.add name='髙﨑 𠮷' kana=たかさき from=2023-06-20 card=7
paper roster 2023-06 txt \
    'R05-06_12_情報資産取扱者名簿（従事者名簿）_下書き.txt'
tells '鈴木 花子 すずき はなこ 業務責任者' '髙﨑 𠮷 たかさき 従事者 7 2023-06-20 追加'
run worker.appoint worker='佐藤 拓也' mark=業務責任者 from=2023-07-03
paper roster 2023-07 txt \
    'R05-07_12_情報資産取扱者名簿（従事者名簿）_下書き.txt' \
    'R05-07_12_業務責任者変更通知書_下書き.txt'
tells '業務責任者 鈴木 花子 佐藤 拓也 2023-07-03' '佐藤 拓也 さとう たくや 業務責任者'

# --- minutes (§9.8) ---------------------------------------------------------------
run minutes.add with=㈱髙﨑電機 name=更改の調整 start=2023-06-02T09:00 \
    end=2023-06-02T09:50 place=本庁舎 attendees=佐藤、髙﨑 material=工程表 \
    decided='7/3 から
始める' next=2023-06-16T10:00
run minutes.task minutes=K0-M0001 text=鍵の本数 who=髙﨑 due=2023-06-09
paper minutes K0-M0001 txt K0-M0001_議事録.txt
tells '会議名 更改の調整' '令和5年6月2日(金) 09:00 から 09:50 まで' '場所 本庁舎' \
    '出席者 佐藤、髙﨑' '資料 工程表' '7/3 から' 始める '髙﨑 鍵の本数 2023-06-09' \
    '令和5年6月16日(金) 10:00'
exits 1 report minutes K0-M0009
warns 見つかりません

# --- media: eleven deliverables (§10) ---------------------------------------------
run media.order city_ref=指09 ordered=2023-06-01T09:00
run media.plan order=指09 kind=国保福祉窓口 version=v4
run media.doc doc='国保福祉窓口 v4 環境構築手順書' changed=更新 version=第3版
run media.doc doc='国保福祉窓口 v4 Sysprep 実行手順書' changed=変更なし
run media.release order=指09 kind=国保福祉窓口 version=v4 released=2023-06-20 \
    pass=ほかの端末で記録
run media.release kind=国保福祉運用 version=v9 released=2023-06-20
paper media 2023-06 txt R05-06_11_リカバリ媒体等更新成果物一覧_下書き.txt
tells '国保福祉窓口 v4 1 マスターパソコン 未確認 2023-06-20 指09' \
    '3 環境構築手順書 更新（第3版）' '11 Sysprep 実行手順書 変更なし（前の版のまま）'
[ "$(grep -c '^国保福祉窓口 v4' rows)" = 11 ] || fail "not eleven deliverables"
silent 国保福祉運用

# --- page counts: last, now, difference; those not read (§5.5) --------------------
ledger <<ROWS
KK-0474,国保福祉,SP_C840,KA0474,南区役所,保険年金課,,稼働中,,,,,
KK-0472,国保福祉,SP_C840,KA0472,南区役所,保険年金課,,稼働中,,,,,
KK-0475,国保福祉,SP_C840,KA0475,南区役所,保護課,,稼働中,,,,,
JZ-0659,住記・税,SP_C840,KA0659,北区役所,保険年金課,,稼働中,,,,,
JZ-0700,住記・税,SP_C840,KA0700,菊水分庁舎,,,稼働中,,,,,
ROWS
cat >counters.csv <<ROWS
機器ID,計測日時,枚数
KK-0474,2022-10-18T10:00,120345
KK-0475,2022-10-18T10:00,131020
ROWS
ok load counters counters.csv
run survey.open year=2023 from=2023-10-16 to=2023-11-10 agreed_with=高橋
at 2023-10-18T10:40
run count.record unit=KK-0474 count=131020
run count.record unit=KK-0475 count=2310 reset=交換
run count.record unit=KK-0472 count=40218
run count.unread unit=JZ-0659 why=部屋に入れない
paper pages 2023 txt R05_10_プリンタ印刷枚数調査結果_下書き.txt
tells '調査の期間 令和5年10月16日(月) から 令和5年11月10日(金)' '4台' \
    '計測した台数 3台' '計測していない台数 1台' '+10,675（差を出せない 2台を除く）' \
    'KK-0474 * 120345 * 131020 * +10,675' 'KK-0475 * 131020 * 2310 * － 交換' \
    'KK-0472 * 40218 * －（初回）' 'JZ-0659 * 計測できず: 部屋に入れない'
silent JZ-0700
