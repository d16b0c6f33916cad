#!/bin/sh
# One search over all kinds of record: what was typed whole stands first, then
# what is open, then one kind after the other; however it is written.
. "$(dirname "$0")/case.sh"

shop
pcs
run incident.open city_no=R5-1 place=北区役所 unit=KK-0413 symptom='ローラーから異音' \
    error='E-77' contact=本間様
run incident.open city_no=R5-2 place=北区役所 unit=KK-0414 symptom=起動しない
run incident.return incident=R5-2 reason=対象外
run finding.add kind=発見 text=窓口のケーブルの傷み place=北区役所
run job.open kind=再セットアップ order_no=指13 ordered=2023-04-12T09:00

# found EXPRESSION TYPED: of the pairs of kind and record, as they come.
found() {
    ok list search --search "$2" --format json
    json "(lambda r: $1)([(x['target'], x['what'], x['state']) for x in j])"
}
for typed in KK-0413 ｋｋ－０４１３ kkー0413; do
    found 'r[0][0] == "unit" and "KK-0413" in r[0][1] and r[0][2] == "障害"
           and r[1][0] == "incident" and len(r) == 2' "$typed"
done
# A case by what was said of it, its number and the city's.
for typed in 異音 e-77 Ｅ－７７ 本間 K0-0001 R5-1; do
    found '[x[0] for x in r] == ["incident"] and "K0-0001" in r[0][1]' "$typed"
done
# Open before closed.
found '[x[1].split()[0] for x in r if x[0] == "incident"]
       == ["K0-0001", "K0-0002"]' R5-
# By reading, and across kinds.
found '[x[0] for x in r] == ["incident", "finding", "unit", "site", "place",
       "incident", "unit"]' きたく
found '("worker", "佐藤 拓也") in [x[:2] for x in r]' さとう
found '[x[0] for x in r] == ["finding"]' ケーブル
found '[x[0] for x in r] == ["job"]' 指13
found '"desk" in {x[0] for x in r}' リコー
found '[x[0] for x in r] == ["document"] * 3' 4月分
# Every unit that its own list finds, and each once.
for typed in 北区 KK- ProDesk m720 0413; do
    ok list units --search "$typed" --format json
    cp out units
    ok list search --search "$typed" --format json
    json 'sorted(x["id"] for x in j if x["target"] == "unit") ==
          sorted(x["id"] for x in json.load(open("units")))'
done
# Nothing is typed: nothing is found.
for typed in '' ' '; do
    ok list search --search "$typed" --format json
    json 'j == []'
done
ok list search --format json
json 'j == []'
found 'r == []' 存在しない
# A list that has rows, of which none was asked for, does not say to begin.
run incident.open unit=KK-0413 symptom=起動しない
for how in place=存在しない --search=存在しない; do
    ok list incidents "$how"
    warns '条件に当たるものはありません'
done
