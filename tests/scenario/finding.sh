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
# The city's word is not written over; it is put right with a reason.
exits 1 do finding.instruct finding=K0-F0002 text='別の指示' at=10:20
warns もう市の指示
ok do finding.edit finding=K0-F0002 instruction='次の訪問で移すこと' reason=誤記
ok do finding.finish finding=K0-F0002 at=10:20
ok do finding.finish finding=K0-F0001 outcome=対応不要 at=10:20
# A slip in what was recorded of it is put right for a reason, not done anew.
exits 1 do finding.edit finding=K0-F0003 finished=10:20 reason=誤記
warns 「気づきを終える」で
exits 1 do finding.edit finding=K0-F0003 reported=10:20 reason=誤記
warns 「気づきを市へ報告」で
ok do finding.edit finding=K0-F0001 found=10:00 reported=10:15 finished=10:18 \
    outcome=完了 reason=誤記
ok show finding K0-F0001 --format json
json 'j["state"] == "完了" and j["finished"] == "2023-04-12T10:18"'
ok do undo
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
grep -q もうあります out && fail 'it is the first'
# The same twice on one day at one place is told.
ok do finding.add kind=発見 text=Ｘ --preview
says 'K0-F0004 に同じ内容がもうあります'

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

# A case or an order opened for a finding: it names it, and both ways it is seen.
ok do finding.add kind=発見 text='表示装置の土台が割れている' place=東区役所
says 'K0-F0005'
ok do finding.report finding=K0-F0005 at=10:20
ok do finding.instruct finding=K0-F0005 text='交換すること' at=10:20
ok do finding.incident finding=K0-F0005 place=東区役所 symptom='土台の割れ' \
    city_no=R5-5
says 'K0-0003'
exits 1 do finding.incident finding=K0-F0005 place=東区役所 symptom=x
warns 'もう K0-0003 を開いています'
ok do finding.job finding=K0-F0005 kind=設置 order_no=指21 place=東区役所
says 'K0-J0001'
exits 1 do finding.job finding=K0-F0005 kind=設置 order_no=指22
warns 'もう K0-J0001 を開いています'
ok show finding K0-F0005 --format json
json 'j["opened"] == "K0-0003" and j["job"] == "K0-J0001"'
ok show incident K0-0003 --format json
incident=$("$PYTHON" -c 'import json; print(json.load(open("out"))["id"])')
ok show job K0-J0001 --format json
job=$("$PYTHON" -c 'import json; print(json.load(open("out"))["id"])')
ok list finding_cases incident_id="$incident" --format json
json '[r["no"] for r in j] == ["K0-F0005"]'
ok list findings job_id="$job" --format json
json '[r["no"] for r in j] == ["K0-F0005"]'
ok show finding K0-F0005 --format json
ok list finding_opened finding_id="$(
    "$PYTHON" -c 'import json; print(json.load(open("out"))["id"])')" \
    --format json
json '[(r["kind"], r["no"]) for r in j] == [("案件", "K0-0003"),
    ("設置", "K0-J0001")]'
# What was agreed with the city beyond the contract's limit goes in with it.
ok do undo
ok do finding.job finding=K0-F0005 kind=設置 order_no=指21 place=東区役所 \
    agreed_by='市 山田' agreed_at=10:20 agreed_ref=議事録1
ok list jobs --format json
json '"協議済" in j[0]["nth"]'
# The order is taken back: the finding has none any more.
ok do undo
ok show finding K0-F0005 --format json
json 'j["opened"] == "K0-0003" and j["job"] is None'
# One that the city did not hear of is finished only with a reason; nothing is
# reported or done twice, nor before it was found.
exits 1 do finding.finish finding=K0-F0004
warns '市への報告が記録にありません'
exits 1 do finding.report finding=K0-F0004 at=2023-04-11T09:00
warns '気づいた日時'
# Gone on for a reason, it makes no room for what cannot be.
ok do finding.finish finding=K0-F0004 pass=電話で報告済
exits 1 do finding.report finding=K0-F0004 at=2023-04-11T09:00
warns '気づいた日時'
ok do undo
ok do finding.finish finding=K0-F0005 at=10:20
exits 1 do finding.instruct finding=K0-F0005 text=x
warns 'もう終わっています（完了）'
exits 1 do finding.report finding=K0-F0005
warns 'もう市へ報告'
# Questions and findings in one list, what waits first.
ok do qa.add question='画面を広げたい' asker=本間様 place=東区役所 due=2023-04-20
ok list asked --format json
json '[(r["kind"], r["no"], r["state"]) for r in j] == [
    ("質問", "K0-Q0001", "回答待ち"), ("発見", "K0-F0004", "未報告"),
    ("発見", "K0-F0001", "対応不要"), ("要望", "K0-F0002", "完了"),
    ("発見", "K0-F0005", "完了")]'
ok rebuild --verify
