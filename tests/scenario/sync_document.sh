#!/bin/sh
# Two laptops that knew nothing of each other record what only a rule named, the
# submission of one document and the count of one printer: one review each, and
# one record after it.
. "$(dirname "$0")/sync.sh"

export KIKUSUI_NOW=2023-04-28T09:00
office o.db
for u in KK-0472 KK-0473 KK-0474; do
    ok do --db o.db --as 佐藤 unit.add machine_id=$u model=SP_C840 \
        segment=国保福祉 state=稼働中 place=南区役所
done
laptop k1.db K1
laptop k2.db K2
doc='月次報告書 2023-04'
# rows DB: of the month's report, as json.
rows() {
    ok list documents kind=月次報告書 --db "$1" --format json
}
for k in o k1 k2; do
    rows $k.db
    cp out rule-$k
done
# The same row under the same id on every copy.
cmp -s rule-o rule-k1 && cmp -s rule-o rule-k2 || fail 'the rows differ'
export KIKUSUI_NOW=2023-05-01T10:00
ok do --db k1.db --as 佐藤 document.submit document="$doc" to=高橋
export KIKUSUI_NOW=2023-05-01T11:00
ok do --db k2.db --as 佐藤 document.submit document="$doc" to=鈴木
for k in k1 k2; do
    sent $k.db --as 佐藤
    ok import "$file" --db o.db --as 佐藤
done
ok reviews --db o.db --format json
json 'len(j) == 1 and "月次報告書 2023-04" in j[0]["title"]'
id=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["id"])')
entry=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["entries"][0])')
other=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["entries"][1])')
ok do --db o.db --as 佐藤 review.choose review="$id" entry="$entry"
# What is settled is not taken back, and it is said what is done instead.
exits 1 do --db o.db --as 佐藤 undo entry="$other"
warns 'で決め直すか、今の値を訂正してください'
ok reviews --db o.db --format json
json 'j == []'
export KIKUSUI_NOW=2023-05-31T10:00
rows o.db
json '[(r["period"], r["state"]) for r in j] ==
      [("令和5年4月分", "提出済"), ("令和5年5月分", "未提出")]'
sent o.db --as 佐藤
for k in k1 k2; do
    ok import "$file" --db $k.db --as 佐藤
    same o.db $k.db
    rows $k.db
    json '[r["state"] for r in j] == ["提出済", "未提出"]'
done
# A form or a page that stood open with the row goes on with the record.
rule=$("$PYTHON" -c 'import json
print([r["id"] for r in json.load(open("rule-o"))][0])')
exits 1 do --db k2.db --as 佐藤 document.submit document="$rule"
ok show document "$doc" --db k2.db --format json
json 'j["state"] == "提出済"'

# Both begin the year's survey and read one printer, each another one beside.
export KIKUSUI_NOW=2023-10-18T10:00
count() {
    ok do --db "$1" --as 佐藤 count.record unit="$2" count="$3"
}
for k in k1 k2; do
    ok do --db $k.db --as 佐藤 survey.open year=2023 from=10/16 to=11/10 \
        agreed_with=高橋
done
count k1.db KK-0472 100
count k1.db KK-0473 200
export KIKUSUI_NOW=2023-10-18T11:00
count k2.db KK-0472 120
count k2.db KK-0474 300
for k in k1 k2; do
    sent $k.db --as 佐藤
    ok import "$file" --db o.db --as 佐藤
done
ok reviews --db o.db --format json
json 'sorted(r["title"] for r in j) ==
      ["印刷枚数 2023 KK-0472 が二つあります", "枚数調査 2023 が二つあります"]'
cp out reviews
"$PYTHON" -c 'import json
for r in json.load(open("reviews")):
    print(r["id"], r["entries"][0])' >choices
while read -r id entry; do
    ok do --db o.db --as 佐藤 review.choose review="$id" entry="$entry"
done <choices
ok reviews --db o.db --format json
json 'j == []'
sent o.db --as 佐藤
for k in k1 k2; do
    ok import "$file" --db $k.db --as 佐藤
    same o.db $k.db
    ok list round --db $k.db --format json
    json '[(r["machine_id"], r["state"]) for r in j] ==
          [("KK-0472", "済"), ("KK-0473", "済"), ("KK-0474", "済")]'
    ok list surveys --db $k.db --format json
    json '[(r["state"], r["printers"]) for r in j] == [("済", 3)]'
done
