#!/bin/sh
# What is kept for the city (§5.1.1, §9, 別紙): notices of both sides, minutes of
# meetings without it, training, audits, checks of its documents.
. "$(dirname "$0")/case.sh"

shop
pcs
waits() {
    lists '[r["n"] for r in j if r["label"] == "'"$1"'"] == ['"$2"']' waits
}
due() {
    lists '[(r["day"], r["mark"], r["no"]) for r in j
            if r["kind"] == "'"$1"'"] == ['"$2"']' due
}

# --- minutes (§9.8): two calendar days; on a closed day, before it --------------
lists 'j == []' minutes
ok list minutes
warns '市を介さずに他業者と'
for figure in '2023-04-28 2023-04-30 2023-04-28' \
    '2023-11-02 2023-11-04 2023-11-02' '2023-12-28 2023-12-30 2023-12-28'; do
    set -- $figure
    at "$1T15:00"
    run minutes.add with=リコー name=打合せ start=13:30 end=14:20 \
        decided='月次の点検を第二週にする'
    says 'のうちに（期限'
    lists '[(m["due"], m["state"], m["mark"]) for m in j] ==
        [("'"$2"'", "未提出", "急")]' minutes state=未提出
    looks minutes "$(printf 'K0-M%04d' $((${n:-0} + 1)))" \
        'j["due"] == "'"$2"'" and j["act_by"] == "'"$3"'"'
    lists '[r["what"] for r in j if r["kind"] == "議事録"][0].endswith("のうちに")' \
        due
    run minutes.submit minutes="$(printf 'K0-M%04d' $((${n:-0} + 1)))" \
        to=情報システム部 at=15:00
    n=$((${n:-0} + 1))
done
# A day on which somebody is there is its own last one.
at 2023-04-12T10:20
run minutes.add with=日立システムズ name=修理の段取り start=09:00 end=09:40 \
    place=菊水分庁舎 attendees='佐藤、日立 山田' material='修理一覧' \
    decided='部品を先に送る' next=2023-04-26T09:00
grep -qx '市への提出は R5.4.14 まで' out || fail 'not the day itself'
says '日立システムズ について事前提示の記録がありません'
looks minutes K0-M0004 'j["place"] == "菊水分庁舎" and
    j["end"] == "2023-04-12T09:40" and j["next"] == "2023-04-26T09:00" and
    j["attendees"] == "佐藤、日立 山田" and j["material"] == "修理一覧"'
refuse '終了が開始より前' minutes.add with=x start=10:00 end=09:00
refuse '今回の開始より前' minutes.add with=x start=10:00 next=2023-04-11T09:00
due 議事録 '("2023-04-14", "", "K0-M0004")'
due 打合せ '("2023-04-26", "", "K0-M0004")'
waits '議事録 未提出' 1
# How many days is the contract's data.
run param.edit param=minutes.days value=3 reason='市の指示'
due 議事録 '("2023-04-15", "", "K0-M0004")'
run undo
# 宿題: whom, when; due until done.
exits 1 do minutes.task minutes=K0-M0004 text=部品表を送る who=山田
warns いつまで
run minutes.task minutes=K0-M0004 text=部品表を送る who=日立 due=2023-04-13
run minutes.task minutes=K0-M0004 text=鍵を用意 who=佐藤 due=2023-04-20
due 宿題 '("2023-04-13", "", "K0-M0004"), ("2023-04-20", "", "K0-M0004")'
run minutes.task_done task=部品表を送る at=10:20
refuse 'もう済んでいます' minutes.task_done task=部品表を送る at=10:25
due 宿題 '("2023-04-20", "", "K0-M0004")'
lists '[m["tasks"] for m in j if m["no"] == "K0-M0004"] == [1]' minutes
at 2023-04-17T09:00
due 議事録 '("2023-04-14", "超", "K0-M0004")'
waits '議事録 期限超過' 1
# One that is not over its day yet is not counted as one that is.
run minutes.add with=リコー name=点検 start=08:00 end=08:50 decided=来月
waits '議事録 期限超過' 1
run undo
run minutes.submit minutes=K0-M0004 to=情報システム部
refuse もう提出 minutes.submit minutes=K0-M0004
due 議事録 ''
run undo
due 議事録 '("2023-04-14", "超", "K0-M0004")'
refuse より前です minutes.submit minutes=K0-M0004 at=2023-04-11T09:00
run minutes.edit minutes=K0-M0004 name='修理の段取り 2' reason=誤記
run minutes.submit minutes=K0-M0004 at=09:00

# A day that nobody means goes for a reason, whichever record it is of.
for e in 'minutes.add with=x decided=x start=2019-04-12T09:00' \
    'minutes.task minutes=K0-M0004 text=x who=x due=2033-04-20' \
    'notice.inspection text=x at=2032-05-10T10:00 place=北区役所' \
    'security.incident kind=紛失 text=x at=1990-01-01T09:00' \
    'permit.add kind=接続 no=x from=2023-04-01 to=2123-03-31' \
    'job.open kind=設置 order_no=x ordered=2013-04-01T09:00' \
    'media.order city_ref=x ordered=2003-04-01T09:00' \
    'document.add kind=x due=2053-04-01' \
    'finding.add kind=発見 text=x found=1999-04-01T09:00' \
    'qa.add question=x due=2099-04-01 asker=x place=北区役所'; do
    # shellcheck disable=SC2086 # words
    refuse '今日から2年より離れています' $e
    # shellcheck disable=SC2086
    ok do --preview $e pass=控えのとおり
done
# --- shown to the city before (§9.8): each time, or once what is routine --------
refuse '定型なら頻度を' notice.advance partner=リコー text=点検
run notice.advance partner=日立システムズ text='修理の打合せ' often=毎月
says 'K0-N0001'
ok do minutes.add --preview with=日立システムズ decided=x
grep -q '事前提示の記録が' out && fail 'routine was shown once'
run notice.advance partner=リコー text='設置の立会' at=2023-04-18T13:00 \
    told=情報システム部
due 事前提示 '("2023-04-18", "", "K0-N0002")'
ok do minutes.add --preview with=リコー decided=x
says 'リコー について事前提示の記録がありません'
ok do notice.advance --preview partner=リコー text=x at=2023-04-14T09:00
says '事前に提示するものです'
lists '{r["no"]: r["state"] for r in j} ==
    {"K0-N0001": "定型", "K0-N0002": "提示済"}' notices

# --- inspections that the city announces (R7): told on arrival ------------------
refuse 'どこの点検か' notice.inspection text=定期点検 at=2023-05-10T10:00
run notice.inspection text='TOM9000 の点検' at=2023-05-10T10:00 \
    place=北区役所 partner=ジェイエスキューブ told=情報システム部
due 定期点検 '("2023-05-10", "", "K0-N0003")'
run incident.open unit=KK-0413 symptom=映らない city_no=C-1
run visit.arrive incident=C-1 at=09:00
says '定期点検: 5/10 10:00 TOM9000 の点検'
# What a sort cannot be without, and what it does not have.
for e in at text; do
    refuse 空にできません notice.edit notice=K0-N0003 $e= reason=誤記
done
for e in often=毎月 settings=x agreed_on=2023-05-11 no=承認-7 answer=x incident=C-1; do
    refuse 'これは定期点検です' notice.edit notice=K0-N0003 "$e" reason=誤記
done
refuse '相手は空にできません' notice.edit notice=K0-N0002 partner= reason=誤記
at 2023-05-11T09:00
due 定期点検 '("2023-05-10", "超", "K0-N0003")'
run notice.finish notice=K0-N0003
due 定期点検 ''

# --- our own equipment (§9.2): asked for, agreed, approved, reported on ---------
exits 1 do notice.equipment text='受託者のノートPC'
warns 設定内容
run notice.equipment text='受託者のノートPC' settings='暗号化、無線なし'
says 'K0-N0004'
waits '機器使用 承認待ち' 1
due 機器使用申出 '("2023-05-11", "", "K0-N0004")'
refuse '市の承認がまだです' notice.usage notice=K0-N0004 text=x
refuse '承認日が協議日より前' notice.approve notice=K0-N0004 no=承認-7 \
    agreed_on=2023-05-11 approved_on=2023-05-10
run notice.approve notice=K0-N0004 no=承認-7 agreed_on=2023-05-11 \
    approved_on=2023-05-15
waits '機器使用 承認待ち' 0
due 機器使用申出 ''
refuse 'もう承認（承認-7）' notice.approve notice=K0-N0004 \
    no=承認-8 agreed_on=2023-05-12 approved_on=2023-05-15
run notice.usage notice=K0-N0004 text='5月 12日間'
looks notice 承認-7 'j["state"] == "承認済" and j["agreed_on"] == "2023-05-11" and
    j["used"] == "5月 12日間" and j["settings"] == "暗号化、無線なし"'
refuse 疑義だけに notice.answer notice=K0-N0004 answer=x

# --- doubts (§9.9): what we asked, what the city answered -----------------------
run notice.doubt text='14時15分ちょうどの扱い' told=情報システム部 incident=C-1
waits '疑義 市の回答待ち' 1
ok do notice.doubt --preview text='14時15分ちょうどの扱い' told=情報システム部 incident=C-1
says 'K0-N0005 に同じ疑義がもうあります'
due 疑義 '("2023-05-11", "", "K0-N0005")'
refuse '「疑義への市の回答を記録」で終わり' notice.finish notice=K0-N0005
refuse より前です notice.answer notice=K0-N0005 answer=含む at=2023-05-10T09:00
run notice.answer notice=K0-N0005 answer='含みます' at=09:00
waits '疑義 市の回答待ち' 0
due 疑義 ''
refuse 'もう回答があります' notice.answer notice=K0-N0005 answer=x
looks notice K0-N0005 'j["state"] == "回答済" and j["incident"] == "K0-0001" and
    j["answer"] == "含みます"'
run notice.edit notice=K0-N0005 answer='含みます。' reason=句点
for e in approved_on=2023-05-12 often=毎月 settings=x partner=リコー at=2023-05-11T10:00; do
    refuse 'これは疑義です' notice.edit notice=K0-N0005 "$e" reason=誤記
done
run notice.remove notice=K0-N0002 reason=重複

# --- security (別紙 7, 11, 12): training, custody, audits -----------------------
run worker.edit worker='佐藤 拓也' role=業務責任者
exits 1 do security.training text=個人情報の取扱い
warns 特定個人情報
run security.training text=個人情報の取扱い pii=yes at=09:00
says 'K0-S0001'
says '受講者がまだありません'
lists '[t["what"] for t in j if t["kind"] == "研修"] ==
    ["個人情報の取扱い  0人"]' kept
run security.attend security=K0-S0001 person='佐藤 拓也,鈴木 花子'
looks security K0-S0001 'j["trained"] == "2人 佐藤 拓也、鈴木 花子" and j["pii"]'
refuse 'もうあります' security.attend security=K0-S0001 person='鈴木 花子'
lists '[t["person"] for t in j] == ["佐藤 拓也", "鈴木 花子"]' trainees
run security.absent trainee='鈴木 花子' reason=欠席
looks security K0-S0001 'j["trained"] == "1人 佐藤 拓也"'
ok do security.training --preview text=x pii=no
says '特定個人情報の取扱いも教育します'
waits '保全記録 市へ未報告' 1
run security.report security=K0-S0001 reported_at=09:00
waits '保全記録 市へ未報告' 0
refuse 'もう市へ報告' security.report security=K0-S0001

# The city's documents: by whoever is responsible, at the contract's interval.
lists '[r for r in j if r["kind"] == "保管確認"] == []' due
run lent.add kind=手順書 no=M-05 name=追加設定 at=09:00
run lent.add kind=文書 no=D-02 name=機器構成一覧 at=09:00
lists '[(r["day"], r["what"], r["who"]) for r in j
        if r["kind"] == "保管確認"] ==
    [("2023-06-30", "ドキュメント 2件の保管状況", "佐藤 拓也")]' due
refuse '保管状況は業務責任者が確かめます' security.custody person='鈴木 花子' \
    result=異状なし
run security.custody person='佐藤 拓也' result=異状なし at=09:00
lists '[r["day"] for r in j if r["kind"] == "保管確認"] == ["2023-06-30"]' due
at 2023-06-20T09:00
run security.custody person='佐藤 拓也' result=異状なし
lists '[r["day"] for r in j if r["kind"] == "保管確認"] == ["2023-07-31"]' due
# Whoever was appointed since, and not the former one any more.
run worker.appoint worker='鈴木 花子' mark=業務責任者 from=2023-06-20
refuse '保管状況は業務責任者が確かめます' security.custody person='佐藤 拓也' \
    result=異状なし
ok do security.custody --preview person='鈴木 花子' result=異状なし
run undo
run param.edit param=documents.check_months value=3 reason='市の指示'
lists '[r["day"] for r in j if r["kind"] == "保管確認"] == ["2023-09-30"]' due

run security.audit auditor=情報システム部 text='実地調査' at=09:00
refuse '研修だけ' security.attend security=監査 person='鈴木 花子'
run security.edit security=監査 result=指摘なし reason=結果を受けた
refuse 'これは監査です。特定個人情報を含むはありません' security.edit \
    security=監査 pii=yes reason=誤記
for e in text auditor at; do
    refuse '空にできません' security.edit security=監査 $e= reason=誤記
done
refuse 'これは保管確認です。監査した人はありません' security.edit \
    security=K0-S0003 auditor=市 reason=誤記
refuse '保管確認の結果は空にできません' security.edit security=K0-S0003 result= \
    reason=誤記
refuse '特定個人情報を含むは空にできません' security.edit security=K0-S0001 \
    pii= reason=誤記
run security.incident kind=紛失 text=USBメモリー at=08:00
refuse '空にできません' security.edit security=紛失 text= reason=誤記
refuse 'これは紛失です。監査した人は' security.edit security=紛失 auditor=市 reason=誤記
run undo
looks security 監査 'j["result"] == "指摘なし" and
    j["auditor"] == "情報システム部"'

# --- permits: 2(1), 2(3), 3(1)ア-オ, ク, ケ and entry ---------------------------
for kind in 持ち出し 複製 持込 目的外 保存 ソフトウェア プリンタ設定 移設 接続 \
    入庁; do
    run permit.add kind=$kind no=許可-$kind from=2023-04-01 to=2023-07-10
done
exits 1 do permit.add kind=その他 no=x from=2023-04-01
lists 'len(j) == 10 and {p["state"] for p in j} == {"有効"}' permits
lists '[(r["no"], r["day"]) for r in j if r["target"] == "permit"][0][1] ==
    "2023-07-10"' due
run permit.edit permit=許可-接続 to=2024-03-31 reason=延長
lists 'len([r for r in j if r["target"] == "permit"]) == 9' due
ok list kept --format json
json '{r["kind"] for r in j} >= {"許可", "議事録", "疑義", "機器使用申出",
      "定期点検", "事前提示", "研修", "保管確認", "監査"}'
# No day before the meeting is named: the due day and why it is closed.
for figure in '2023-05-03 2023-05-05 R5.5.5 まで（こどもの日）' \
    '2023-12-30 2024-01-01 R6.1.1 まで（元日）'; do
    set -- $figure
    at "$1T15:00"
    run minutes.add with=リコー name=打合せ start=13:30 end=14:20 decided=次回
    says "市への提出は $3 $4"
    lists '[r["what"] for r in j if r["kind"] == "議事録"
            and r["day"] == "'"$2"'"] == ["リコー 打合せ  休日'"${4#まで}"'"]' due
done
ok check
ok rebuild --verify
