#!/bin/sh
# The monthly report (§5.3, R43, R44): what stands on its cover, the thirteen
# items of §5.3.2, both clocks as rates, what goes on into the next month.
script=$(realpath "$0")
. "$(dirname "$0")/case.sh"

shop

# What the contract's text leaves open is blank and named until it is entered.
lists '[r["value"] for r in j if r["value"]] == ["（あて先）札幌市長"] and
    sum(r["state"] == "未記入" for r in j) == 9' cover
lists 'len(j) == 9 and {r["weight"] for r in j} == {"必ず"}' cover_data
refuse '変えるものを入れてください' cover.set
run cover.set contractor='株式会社髙﨑①㈱𠮷' address='札幌市中央区北1条西1丁目' \
    representative='代表取締役 髙﨑 一' contract_no='札契第0401号' \
    contract_date=2023-03-28 section=情報システム部 mail=tantou@example.jp \
    person='佐藤 拓也' phone=０１１-222-3333
lists 'j == []' cover_data
lists '{r["key"]: r["value"] for r in j}["cover.phone"] == "011-222-3333"
    and {r["valid_to"] for r in j if r["valid_from"]} == {"2024-03-31"}' cover
# From a day on it is another, and before it what it was; the number of the next
# year's contract is not this one's.
run cover.set from=2023-10-01 representative='代表取締役 𠮷田 二' reason=交代
rep() {
    lists '[r["value"] for r in j if r["key"] == "cover.representative"] == ["'"$1"'"]' \
        cover
}
rep '代表取締役 髙﨑 一'
at 2023-10-02T09:00
rep '代表取締役 𠮷田 二'
at 2024-04-02T09:00
lists '"契約番号がまだ入っていません" in [r["what"] for r in j]' cover_data
at 2023-04-12T10:20
# An edit puts right what began that day, emptied it is blank again, and undone.
run cover.set contract_no='札契第0402号' reason=誤記
lists '[r["value"] for r in j if r["key"] == "cover.contract_no"] == ["札契第0402号"]' \
    cover
run cover.set mail= reason=変更中
lists '[r["what"] for r in j] == ["担当課のメールがまだ入っていません"]' cover_data
run undo
lists 'j == []' cover_data
ok check

# --- a month -----------------------------------------------------------------
pcs
read_it=$(dirname "$script")/monthly_read.py
# report MONTH: the draft, its rows in paper, a line each.
report() {
    ok report monthly "$1" --to papers
    "$PYTHON" "$read_it" "$(cat out)" >paper || fail "the spreadsheet of $1"
}
# line TEXT: a line of the paper says so.
line() {
    grep -qF -- "$1" paper ||
        fail "the paper of $KIKUSUI_NOW does not say: $1 in $(cat paper)"
}
# An empty month: all seven works, nothing to divide.
report 2023-06
line '0 0 0 0 0 0'
line '現場への連絡時間 60分以内 0 0 －'
line '令和5年6月30日'
line '契約日 令和5年3月28日'
line '（あて先）札幌市長'
line '基幹系一端末等維持管理業務　月次報告書（令和5年6月分）'
line '代表取締役 髙﨑 一'
line '業務責任者 （未記入）'
for work in 障害の早期回復 端末及び周辺機器の設置・撤去 \
    各機器の所在の管理 カラーレーザープリンタの印刷枚数調査 \
    マスターパソコン及びリカバリ媒体等の更新 端末用途変更等によるパソコンの再セットアップ; do
    grep -F "$work" paper | grep -q 該当なし || fail "$work is not empty"
done

# The boxes for seal and check are there only where the office wants them.
grep -F 課長 paper && fail 'a box that nobody asked for'
run cover.set seal=あり check=あり
report 2023-06
line '課長 係長 担当 受付'
line '代表取締役 髙﨑 一　　　　印'
run undo

# Two of May go on.
at 2023-05-31T09:00
run incident.open city_no=M-1 unit=KK-0413 symptom=画面が乱れる
run incident.open city_no=M-2 unit=KK-0414 symptom=動作が遅い
# (a) 連絡 20, 着手 90, both visits told, two people at the one unit.
at 2023-06-01T09:00
run incident.open city_no=J-1 unit=JS-0101 symptom='髙﨑①㈱𠮷の画面が映らない' \
    contact=佐々木 occurred=08:50
run incident.contact incident=J-1 person=佐々木 reached=no at=09:10
run incident.contact incident=J-1 person=佐々木 at=09:20
run visit.arrive incident=J-1 at=10:20
run visit.start incident=J-1 at=10:30
run visit.leave incident=J-1 at=10:50
run visit.arrive incident=J-1 at=13:00
run visit.start incident=J-1 at=13:05
run work.log incident=J-1 worker=佐藤 from=10:00 to=10:45
run work.log incident=J-1 worker=鈴木 from=10:00 to=10:45
run work.log incident=J-1 worker=佐藤 from=13:05 to=13:35
run incident.user_check incident=J-1 by=佐々木 at=13:30
run visit.leave incident=J-1 at=13:40
run incident.complete incident=J-1 at=13:45 action=設定を直した result=復旧 \
    pass=部品待ち
# (b) scenario 3, waived; (c) the same without the agreement.
for no in J-2 J-3; do
    at 2023-06-14T13:50
    run incident.open city_no=$no place=15 symptom=起動しない contact=山田 \
        device='ThinkCentre M720q'
    at 2023-06-15T10:00
    run incident.contact incident=$no person=山田 at=2023-06-14T14:30
    if [ $no = J-2 ]; then
        run incident.waive incident=$no expected_end=2023-06-14T17:40 \
            agreed_by=山田 agreed_at=2023-06-14T14:30 reason=後から入力
    fi
    run visit.arrive incident=$no at=09:05
    run visit.start incident=$no at=09:10
    run incident.user_check incident=$no by=山田 at=09:50
    if [ $no = J-3 ]; then
        run incident.miss_reason incident=$no sla=着手 \
            text=前の案件が長引いた severe=yes
    fi
    run visit.leave incident=$no at=09:55
    run incident.complete incident=$no at=10:00 action=設定 result=復旧
done
# (d) by phone, 連絡 61.
at 2023-06-20T11:00
run incident.open city_no=J-4 unit=KK-0413 symptom=紙づまり instructed=09:00
run incident.contact incident=J-4 person=村上 at=10:01
run incident.decide incident=J-4 onsite=no at=10:05
run incident.miss_reason incident=J-4 sla=連絡 text=電話が話し中
run incident.complete incident=J-4 at=10:10 action=案内 result=復旧
at 2023-06-20T11:05
report 2023-06
line '現場への連絡時間 60分以内 3 1 0.75'
line '現場着手時間 180分以内 1 1 0.5 1 1 0'
# What each of the thirteen items says.
line 'J-1 東区役所 パソコン 住記・税 JS-0101'
line '6/1 10:20 6/1 13:00 6/1 10:50 6/1 13:40 0.0798611'
line '連絡: 20分 達成（目標 60分） 着手: 90分 達成（目標 180分）'
line '現地が不在だった連絡: 6/1 09:10'
line '利用者確認後の作業: 0:05'
line 'J-3 定山溪出張所 ThinkCentre M720q 特定できず 特定できず'
line '着手: 230分 未達（目標 180分） 着手が未達の理由: 前の案件が長引いた サービスレベルを著しく下回りました'
line '着手: 230分 対象外（合意）（目標 180分） 合意: 6/14 14:30 山田様。完了見込み 6/14 17:40'
line '連絡: 61分 未達（目標 60分） 連絡が未達の理由: 電話が話し中 着手: 現場作業なし'
line '継続: 現地へ連絡前'

# Continuity: two of May, nine came, eight done, one went back: two go on.
by_phone() {
    run incident.contact incident="$1" person=本間
    run incident.decide incident="$1" onsite=no
    run incident.complete incident="$1" action=案内 result=復旧
}
at 2023-06-27T09:00
for no in 5 6 7 8 9; do
    run incident.open city_no=J-$no place=東区役所 device=PC symptom=確認
done
run incident.miss_reason incident=M-1 sla=連絡 text=受付の混雑
for no in J-5 J-6 J-7 M-1; do
    by_phone $no
done
run incident.return incident=J-8 reason=アプリケーションの不具合
at 2023-07-03T09:00
report 2023-06
line '2 0 9 8 1 2'
line '2 ＋ 0 ＋ 9 － 8 － 1 ＝ 2'
line '差戻し: 6/27 09:00 アプリケーションの不具合'
[ "$(sed -n '/^継続（/,/^差戻し（/p' paper | grep -c '継続: ')" = 2 ] ||
    fail 'not two go on'
# What is done in July does not change June, and is July's.
run incident.contact incident=J-9 person=本間
run incident.miss_reason incident=J-9 sla=連絡 text=受付の混雑
run incident.decide incident=J-9 onsite=no
run incident.complete incident=J-9 action=案内 result=復旧
report 2023-06
line '2 ＋ 0 ＋ 9 － 8 － 1 ＝ 2'
report 2023-07
line '2 ＋ 0 ＋ 0 － 1 － 0 ＝ 1'

# --- as the city reads it ------------------------------------------------------
# reads MONTH FOUND: the spreadsheet of a month against the rows.
reads() {
    ok report monthly "$1" --to papers
    "$PYTHON" "$read_it" "$KIKUSUI_DB" \
        "$(cat out)" "$1" >read 2>err || fail "the spreadsheet of $1"
    [ "$(cat read)" = "$2" ] || fail "read $(cat read), not $2"
}
reads 2023-06 '完了 8 差戻し 1 継続 2'
reads 2023-07 '完了 1 差戻し 0 継続 1'
reads 2023-04 '完了 0 差戻し 0 継続 0'
# It finds what it is for.
"$PYTHON" "$read_it" "$KIKUSUI_DB" \
    "$(ls papers/R05-07*.xlsx)" 2023-06 2>/dev/null && fail 'the reader is blind'
ok check
