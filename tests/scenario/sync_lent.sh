#!/bin/sh
# One key handed out on two laptops that knew nothing of each other: one review,
# and after it one holder on every copy (R37); a spare that both rebuilt with
# the same medium is none.
. "$(dirname "$0")/sync.sh"

export KIKUSUI_NOW=2023-09-15T08:50
office o.db
ok do --db o.db --as 佐藤 worker.add name='鈴木 花子' kana='すずき はなこ'
ok do --db o.db --as 佐藤 unit.add machine_id=SP-1 model=M720q segment=国保福祉 \
    role=窓口 place=受託者保管
ok do --db o.db --as 佐藤 spare.lend unit=SP-1
ok do --db o.db --as 佐藤 unit.add machine_id=SP-2 model=M720q segment=国保福祉 \
    role=窓口 place=受託者保管 serial=PC2
ok do --db o.db --as 佐藤 spare.lend unit=SP-2
ok do --db o.db --as 佐藤 repair.open unit=SP-2 symptom=異音
ok do --db o.db --as 佐藤 repair.call repair=SP-2 pass=訓練
ok do --db o.db --as 佐藤 lent.add kind=スペアキー no=A-1
ok do --db o.db --as 佐藤 media.release kind=国保福祉窓口 version=v3
laptop k1.db K1
laptop k2.db K2
export KIKUSUI_NOW=2023-09-15T09:40
ok do --db k1.db --as 佐藤 lent.hand item=A-1 holder=佐藤
ok do --db k1.db --as 佐藤 spare.refresh spare=SP-1
export KIKUSUI_NOW=2023-09-15T09:55
ok do --db k2.db --as 鈴木 lent.hand item=A-1 holder=鈴木
ok do --db k2.db --as 鈴木 spare.refresh spare=SP-1
for k in k1 k2; do
    sent $k.db --as 佐藤
    ok import "$file" --db o.db --as 佐藤
done
ok reviews --db o.db --format json
json 'len(j) == 1 and "スペアキー A-1" in j[0]["title"]'
id=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["id"])')
entry=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["entries"][0])')
ok do --db o.db --as 佐藤 review.choose review="$id" entry="$entry"
ok reviews --db o.db --format json
json 'j == []'
ok show lent_item A-1 --db o.db --format json
json 'j["holder"] == "佐藤 拓也" and j["since"] == "2023-09-15T09:40"
    and j["checked"] == "2023-09-15T09:40"'
ok list stale_spares --db o.db --format json
json 'j == []'
sent o.db --as 佐藤
for k in k1 k2; do
    ok import "$file" --db $k.db --as 佐藤
    same o.db $k.db
done

# A repair that one cancelled and another went on with: whichever stands, its
# unit is as that says.
rm -f stick/*
export KIKUSUI_NOW=2023-09-19T10:00
ok do --db k1.db --as 佐藤 repair.cancel repair=SP-2 reason=番号違い
ok do --db k2.db --as 鈴木 repair.fix repair=SP-2 at=09:50 witness=山田 --format json
fixed=$(value entry)
for k in k1 k2; do
    sent $k.db --as 佐藤
    ok import "$file" --db o.db --as 佐藤
done
ok reviews --db o.db --format json
json 'len(j) == 1 and "修理" in j[0]["title"]'
id=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["id"])')
ok do --db o.db --as 佐藤 review.choose review="$id" entry="$fixed"
ok show unit SP-2 --db o.db --format json
json 'j["state"] == "修理中" and j["spare_state"] is None'
ok show repair SP-2 --db o.db --format json
json 'j["state"] == "修理済"'
ok reviews --db o.db --format json
json 'j == []'
ok check --db o.db
