#!/bin/sh
# What is found on site (§8, R62, R63, R67): recorded at a place or in a case,
# due until the city was told, done as it says; several at once, all or none.
. "$(dirname "$0")/lib.sh"

office o.db
export KIKUSUI_DB="$dir/o.db"
ok do incident.open city_no=R5-1 place=北区役所 symptom=動かない
ok do finding.add kind=発見 text='ケーブルの傷み' incident=R5-1
says 'K0-F0001'
ok do finding.add kind=要望 text='置き場所を変えたい' place=東区役所
ok do finding.add kind=改善提案 text='手順書の図を増やす' found=2023-04-10T09:00
exits 1 do finding.add kind=発見
warns '内容'
ok list findings --format json
json 'sorted(r["no"] for r in j) == ["K0-F0001", "K0-F0002", "K0-F0003"]'
json '{r["no"]: r["place"] for r in j} ==
      {"K0-F0001": "北区役所", "K0-F0002": "東区役所", "K0-F0003": None}'
# It stands wherever it is looked for, without a word about it there.
ok list due --format json
json 'sorted(r["no"] for r in j if r["target"] == "finding") ==
      ["K0-F0001", "K0-F0002", "K0-F0003"]'
json '[r["mark"] for r in j if r["no"] == "K0-F0003"] == ["急"]'
ok list waits --format json
json 'len({r["id"] for r in j}) == len(j)'
json '[r["n"] for r in j if r["label"] == "気づき 未報告"] == [3]'
ok history incident R5-1
says 'ケーブルの傷み'
ok show finding K0-F0002 --format json
json 'j["state"] == "未報告"'

# All or none: the second of them does not exist, so the first is not told.
ok digest
cp out before
exits 1 do finding.report finding=K0-F0001,K0-F0099
ok digest
cmp -s out before || fail 'a refused batch changed something'
ok do finding.report finding=K0-F0001,K0-F0002 at=10:20
says '2件'
ok list findings state=指示待ち --format json
json 'len(j) == 2'
ok do undo
ok list findings state=未報告 --format json
json 'len(j) == 3'
ok do finding.report finding=K0-F0001,K0-F0002 at=10:20
ok do finding.instruct finding=K0-F0002 text='次の訪問で移す' at=10:20
ok do finding.finish finding=K0-F0002 at=10:20
ok do finding.finish finding=K0-F0001 outcome=対応不要 at=10:20
ok list due --format json
json '[r["no"] for r in j if r["target"] == "finding"] == ["K0-F0003"]'
ok show finding K0-F0001 --format json
json 'j["state"] == "対応不要"'
ok do finding.edit finding=K0-F0003 text='図を二つ増やす' reason=言い直し
ok do finding.remove finding=K0-F0003 reason=重複
ok list findings --format json
json 'len(j) == 2'
# A number is never given again.
ok do finding.add kind=発見 text=x
says 'K0-F0004'

# Other actions on several records, each of them or none.
ok do incident.open city_no=R5-2 place=東区役所 symptom=動かない
ok do incident.assign incident=R5-1,R5-2 worker='佐藤 拓也'
says '2件'
ok list queue --format json
json 'sorted(r["assignee"] for r in j) == ["佐藤 拓也", "佐藤 拓也"]'
ok do undo
ok list queue --format json
json '[r["assignee"] for r in j] == [None, None]'
ok rebuild --verify
