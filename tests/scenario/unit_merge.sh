#!/bin/sh
# One unit under two IDs becomes one (R45): what was recorded of either stands
# with the one that stays, and the ID that went still leads there.
. "$(dirname "$0")/case.sh"

shop
pcs
at 2023-05-01T09:00
run unit.add machine_id=ｋｋ－０９１３ model=M720q segment=国保福祉 place=4 \
    warranty=2024-03-31 note=二重
run incident.open unit=KK-0913 symptom=異音 city_no=C-1
run unit.move unit=KK-0913 place=北区役所/保険年金課 reason=席替え \
    at=2023-05-01T09:00
run unit.edit unit=JS-0101 pair=KK-0913

refuse 別の機器を選んで unit.merge unit=KK-0913 into=KK-0913
refuse 機種が違います unit.merge unit=KK-0913 into=JS-0101
refuse 製造番号が違います unit.merge unit=KK-0413 into=KK-0414
run incident.open unit=KK-0414 symptom=起動しない city_no=C-2
run spare.reserve incident=C-2 spare=SP-08 reason=ほかにない
before=$(ok digest && cat out)
ok do unit.merge unit=KK-0913 into=KK-0413 --preview
prints "$before" digest
run unit.merge unit=KK-0913 into=KK-0413 reason=二重登録
# Taken back, all of it is as it was.
run undo
looks unit KK-0913 'j["machine_id"] == "KK-0913" and j["incidents"] == 1'
looks unit KK-0413 'j["incidents"] == 0'
run unit.merge unit=KK-0913 into=KK-0413 reason=二重登録
for no in KK-0913 ｋｋ−０９１３ KK-0413; do
    looks unit "$no" 'j["machine_id"] == "KK-0413" and j["incidents"] == 1
        and j["serial"] == "PC0413" and j["warranty_until"] == "2024-09-30"'
done
looks incident C-1 'j["machine_id"] == "KK-0413"'
lists 'len(j) == 2' moves machine_id=KK-0413
lists '[u["pair"] for u in j] == ["KK-0413"]' units machine_id=JS-0101
lists '"KK-0913" not in [u["machine_id"] for u in j]' units
# What the screen looks up and what --search finds: the ID that went.
for typed in KK-0913 kk0913 0913; do
    ok list lookup --search "$typed" --format json
    json '[u["machine_id"] for u in j] == ["KK-0413"]'
done
ok check
run undo
ok list units --search KK-0913 --format json
json '[u["machine_id"] for u in j] == ["KK-0913"]'
ok check
run redo
ok list units --search KK-0913 --format json
json '[u["machine_id"] for u in j] == ["KK-0413"]'
ok check
# The ID is no free one, and a list that still has it means the one it went to.
refuse 'KK-0413 と同じ' unit.add machine_id=KK-0913 model=M720q \
    segment=国保福祉 place=4
at 2023-05-02T09:00
printf '%s\n' '機器ID,区分,機種名,拠点,備考' \
    'KK-0913,国保福祉,M720q,北区役所,市の控え' >old.csv
ok load ledger old.csv --as-of 2023-05-02 --format json
json 'j["added"] == 0 and j["bad"] == 0'
says '「KK-0913」は KK-0413 のことと読みます'
! grep -q '一覧にない機器: KK-0413' out || fail 'it has vanished'
echo 'KK-0413,国保福祉,M720q,北区役所,' >>old.csv
exits 1 load ledger old.csv --as-of 2023-05-02
warns '3行目 機器ID: 「KK-0413」は2行目の「KK-0913」に統合されています'
# An open repair goes on with the unit that stays; two are one too many.
at 2023-05-03T09:00
run unit.add machine_id=KK-0914 model=M720q segment=国保福祉 place=4
run incident.open unit=KK-0914 symptom=起動しない city_no=C-9
run incident.contact incident=C-9
run visit.start incident=C-9
run incident.swap incident=C-9 spare=SP-07 reason=ほかにない
lists '[r["machine_id"] for r in j] == ["KK-0914"]' repairs
run unit.merge unit=KK-0914 into=KK-0414
lists '[r["machine_id"] for r in j] == ["KK-0414"]' repairs
ok list units --search KK-0914 --format json
json '[u["machine_id"] for u in j] == ["KK-0414"]'
ok rebuild --verify
ok check
