#!/bin/sh
# Two laptops that knew nothing of each other record the submission of one
# document that only the rule named: one review, and one document after it.
. "$(dirname "$0")/sync.sh"

export KIKUSUI_NOW=2023-04-28T09:00
office o.db
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
ok do --db o.db --as 佐藤 review.choose review="$id" entry="$entry"
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
