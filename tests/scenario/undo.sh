#!/bin/sh
# Taking back: a stack per record, step by step, everything of an entry or
# nothing of it, and never what others have built on.
. "$(dirname "$0")/case.sh"

shop
pcs
start=$(ok digest && cat out)

# Each undo takes back one entry more; what was undone stays so.
entry incident.open unit=KK-0413 symptom=起動しない city_no=C-1
open=$entry
run incident.edit incident=C-1 symptom=電源が入らない
run incident.contact incident=C-1 person=高橋
run undo
says '連絡 10:20 現場  取消'
looks incident C-1 'j["contacted"] is None and j["symptom"] == "電源が入らない"'
run undo
looks incident C-1 'j["symptom"] == "起動しない"'
ok history incident C-1 --format json
json '[e["undone"] for e in j] == [False, True, True, False]
    and j[0]["text"].startswith("取消")'
exits 1 do undo entry="$open-0"
ok show incident C-1 --format json
id=$("$PYTHON" -c 'import json; print(json.load(open("out"))["id"])')
run undo
lists 'j == []' incidents
exits 1 history incident C-1
told '受け付ける 番号 K0-0001' incident "$id"
exits 1 do undo entry="$open"
warns 'もう取り消してあります'
# A load is not taken back by a single word.
refuse 'entry=' undo
lists 'len(j) == 7' units
# An undo can itself be taken back, by name.
ok do incident.open place=4 symptom=印字 device=PC city_no=C-2
entry undo
lists 'j == []' incidents
run undo entry="$entry"
lists '[i["city_no"] for i in j] == ["C-2"]' incidents
run incident.return incident=C-2 reason=試し

# Step by step back and forward again, each named; a record ends the way forward.
entry incident.edit incident=C-2 phone=1
stands=$entry
run incident.edit incident=C-2 phone=2
run incident.edit incident=C-2 phone=3
for phone in 2 1 None; do
    run undo
    says 'を取り消します'
    looks incident C-2 "j['phone'] == ('$phone' if '$phone' != 'None' else None)"
done
for phone in 1 2; do
    run redo
    says 'をやり直します'
    looks incident C-2 "j['phone'] == '$phone'"
done
told 'やり直し' incident C-2
run undo
looks incident C-2 'j["phone"] == "1"'
run redo
run redo
looks incident C-2 'j["phone"] == "3"'
refuse 'やり直せる取消がありません' redo
run undo
run incident.edit incident=C-2 phone=4
refuse 'やり直せる取消がありません' redo
ok history incident C-2 --format json
gone=$("$PYTHON" -c 'import json
print([e["entry"] for e in json.load(open("out")) if e["undone"]
    and not e["text"].startswith("取消")][0])')
refuse '取り消された記録ではありません' redo entry="$stands"
refuse '後から' redo entry="$gone"
run undo
run redo entry="$gone"
looks incident C-2 'j["phone"] == "3"'
run incident.edit incident=C-2 phone=

# A swap is taken back whole: seat, spare, faulty unit, repair, ledger.
run incident.open unit=KK-0413 symptom=起動しない city_no=C-3
run incident.contact incident=C-3
run visit.start incident=C-3
before=$(ok list units --format json && cat out)
entry incident.swap incident=C-3 spare=SP-07
swap=$entry
ok list units --format json
[ "$(cat out)" != "$before" ] || fail 'the swap changed nothing'
run undo entry="$swap"
ok list units --format json
[ "$(cat out)" = "$before" ] || fail 'the units are not as before'
lists 'j == []' repairs
lists 'j == []' moves
looks incident C-3 'j["state"] == "着手" and j["swap_spare"] is None'

# What others stand on stays: the newer entry is named.
entry incident.swap incident=C-3 spare=SP-07
swap=$entry
run incident.user_check incident=C-3 by=高橋
refuse '後から' undo entry="$swap"
warns '（10:20 の「利用者確認を記録」）'
run undo
run undo entry="$swap"
# Someone else's entry on the same record counts as well.
entry incident.edit incident=C-3 phone=011-1
ok do --as '鈴木 花子' incident.edit incident=C-3 phone=011-2
refuse '後から' undo entry="$entry"
# Without a name it is one's own last, not the other's.
exits 1 do undo
ok do --as '鈴木 花子' undo
looks incident C-3 'j["phone"] == "011-1"'
# A place that is used cannot be unmade.
entry site.add no=90 name=仮設庁舎
run unit.move unit=KK-0414 place=仮設庁舎 reason=仮移転
exits 1 do undo entry="$entry"
run undo
run undo entry="$entry"

# Taking back is refused what doing is: a number, a serial, an order that another
# record has meanwhile.
entry unit.edit unit=KK-0414 machine_id=KK-0499
run unit.add machine_id=KK-0414 model=M720q segment=国保福祉 place=4
refuse '機器ID KK-0414 はもう使われています' undo entry="$entry"
warns '後からの記録「10:20 機器を加える KK-0414'
warns '先にそちらを取り消してください'
run undo
run undo entry="$entry"
entry unit.edit unit=KK-0414 serial=PC9999
run unit.add machine_id=KK-0498 model=M720q segment=国保福祉 place=4 serial=PC0414
refuse '機種と製造番号が KK-0498 と同じです' undo entry="$entry"
entry incident.edit incident=C-2 city_no=C-8 reason=訂正
run incident.open place=4 symptom=別件 device=PC city_no=C-2
refuse '案件管理番号 C-2 はもう使われています' undo entry="$entry"
run media.order city_ref=市-1 ordered=2023-04-10T09:00
run media.release order=市-1 kind=国保福祉窓口 version=v4 released=2023-04-11 \
    pass=検証済み
entry media.correct media='国保福祉窓口 v4' version=v5 reason=誤記
run media.release kind=国保福祉窓口 version=v4 released=2023-04-12
refuse 'v4 はもう公開されています' undo entry="$entry"
entry media.order_correct order=市-1 ordered=2023-04-09T09:00 reason=誤記
run media.correct media='国保福祉窓口 v5' released=2023-04-09 reason=誤記
refuse '公開日より後です' undo entry="$entry"

# What was broken before a record already is no reason to keep that; what was
# recorded since and cannot be without it has a name.
for n in 1 2 3 4 5; do
    run job.open kind=設置 order_no="指$n" ordered="2023-04-0${n}T09:00"
done
run param.edit param=install.orders value=4 reason=試し
entry job.edit job=指5 agreed_by=山田 agreed_at=2023-04-12T09:00 agreed_ref=議1
run undo
says '注意: 設置・撤去は年4回までです'
looks job 指5 'j["agreed"] is None'
run redo
run undo
run undo
run redo
entry job.edit job=指5 agreed_by=山田 agreed_at=2023-04-12T09:00 agreed_ref=議1
run job.open kind=設置 order_no=指6 ordered=2023-04-06T09:00 agreed_by=山田 \
    agreed_at=2023-04-12T09:00 agreed_ref=議2
run undo entry="$entry"
run param.edit param=install.orders value=5 reason=試し
entry job.edit job=指1 agreed_by=山田 agreed_at=2023-04-12T09:00 agreed_ref=議1
run job.open kind=設置 order_no=指7 ordered=2023-04-07T09:00
refuse '年5回までです' undo entry="$entry"
warns '後からの記録「10:20 作業の指示を記録 K0-J0007'
run undo
run undo entry="$entry"
# The contract's hours: the one that the other needs is named.
entry param.edit param=service.close value=20:00 reason=試し
run param.edit param=service.open value=18:00 reason=試し
exits 1 do undo entry="$entry"
warns '後からの記録「10:20 契約条件を訂正'
run undo
run undo

ok rebuild --verify
ok check
[ "$(ok digest && cat out)" != "$start" ] || fail 'the journal grew'
