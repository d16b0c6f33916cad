#!/bin/sh
# One fault recorded twice: the same 案件管理番号 is told, and the two become one
# with the earliest instruction, nothing overwritten and nothing lost.
. "$(dirname "$0")/case.sh"

shop
pcs
at 2023-04-12T10:20
run incident.open place=4 symptom=起動しない device=PC city_no=C-1 \
    instructed=09:30 contact=高橋
# At intake and later, however the number is written.
refuse '市の番号 C-1 は K0-0001 で受け付けています。同じ案件ならその案件に続けて' \
    incident.open unit=KK-0413 symptom=電源 city_no=C-1
refuse 'K0-0001 で受け付けています' \
    incident.open unit=KK-0413 symptom=電源 city_no=ｃ－１
run incident.open unit=KK-0413 symptom=電源 instructed=09:00 phone=011-1 \
    contact=山田
refuse '「同一案件として統合」' incident.edit incident=K0-0002 city_no=Ｃ－１
run incident.contact incident=K0-0002 at=09:20 reached=no
run incident.contact incident=K0-0002 at=09:40 person=山田 fields=現象
run visit.plan incident=K0-0002 at=11:00
run work.log incident=K0-0002 from=09:10 to=09:20
run spare.reserve incident=K0-0002 spare=SP-07

ok show incident K0-0002 --format json
loser=$("$PYTHON" -c 'import json; print(json.load(open("out"))["id"])')
refuse 別の案件 incident.merge incident=C-1 into=K0-0001
ok do incident.merge --preview incident=K0-0002 into=C-1
says '対応指示日時 09:30 > 09:00'
run incident.merge incident=K0-0002 into=C-1
# Only what was empty was filled; both clocks run from the earlier instruction.
looks incident C-1 'j["no"] == "K0-0001" and j["symptom"] == "起動しない"
    and j["contact"] == "高橋" and j["phone"] == "011-1"
    and j["machine_id"] == "KK-0413" and j["flow_class"] == "P"
    and j["instructed"] == j["received"] == "2023-04-12T09:00"
    and j["contacted"] == "2023-04-12T09:40" and j["contact_elapsed"] == 40
    and j["effort"] == 10 and j["merged"] == "K0-0002"'
lists '[(c["no"], c["reached"]) for c in j] == [
    ("K0-0001", True), ("K0-0001", False)]' contacts
lists '[v["no"] for v in j] == ["K0-0001"]' visits
lists '[s["no"] for s in j if s["no"]] == ["K0-0001"]' spares
# The loser is found by its number, and is in no list.
looks incident K0-0002 'j["no"] == "K0-0001"'
looks incident Ｃ－１ 'j["no"] == "K0-0001"'
lists '[i["no"] for i in j] == ["K0-0001"]' incidents
told 統合 incident C-1
# Its own history is still to be read by its id.
told '受け付ける 番号 K0-0002' incident "$loser"
told '統合先 K0-0001' incident "$loser"
run incident.contact incident=K0-0002 at=10:00
lists 'len(j) == 3' contacts no=K0-0001
run undo
# The number is not given again, and undoing parts them as they were.
run undo
lists 'sorted((i["no"], i["instructed"][-5:]) for i in j) == [
    ("K0-0001", "09:30"), ("K0-0002", "09:00")]' incidents
lists '{c["no"] for c in j} == {"K0-0002"}' contacts
run incident.merge incident=K0-0002 into=C-1
run incident.open place=4 symptom=別 device=PC
says K0-0003

# Two cases that cannot be one.
run incident.open unit=KK-0414 symptom=別の機器 city_no=C-4
refuse 機器が違います incident.merge incident=C-4 into=C-1
run incident.open unit=JS-0101 symptom=異音 city_no=C-5
run incident.contact incident=C-5
run visit.start incident=C-5
run incident.swap incident=C-5 spare=SP-20
run visit.start incident=C-1
run incident.swap incident=C-1 spare=SP-07
refuse 交換 incident.merge incident=C-5 into=C-1

# Three into one: the first number still leads to it.
run incident.merge incident=C-1 into=K0-0003
looks incident K0-0002 'j["no"] == "K0-0003" and j["city_no"] == "C-1"
    and j["swap_spare"] == "SP-07"'
# However it is typed: an input method's long mark, full width, small letters.
for no in K0ー0003 Ｋ０－０００３ k0-0003; do
    looks incident "$no" 'j["no"] == "K0-0003"'
done
ok check
