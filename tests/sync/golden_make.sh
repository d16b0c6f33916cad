#!/bin/sh
# Makes the golden files of a format that is new: a small deployment's bundles
# with the keys and copies to open them, and what has to come out.
#   KIKUSUI=build/src/app/kikusui sh tests/sync/golden_make.sh 2
# writes tests/sync/golden/2. It never touches what is there: golden files are
# what programs in the field have written, and stay as they are.
here=$(cd "$(dirname "$0")" && pwd)
KIKUSUI=$(realpath "${KIKUSUI:?the program that writes them}")
to=$here/golden/${1:?the format}
. "$here/../scenario/lib.sh"
[ ! -e "$to" ] || fail "$to is there and stays"
mkdir stick new

value() {
    "$PYTHON" -c 'import json, sys
print(json.load(open("out", encoding="utf-8"))[sys.argv[1]])' "$1"
}
# written NAME: the file just written, by its name here
written() {
    mv "$(value file)" "new/$1.KKS"
}
note() {
    echo "$*" >>new/expected
}
noted_digest() { # noted_digest WHAT DB
    ok digest --db "$2"
    note "digest $1 $(cat out)"
}

office o.db
ok do --db o.db --as 佐藤 worker.add name='鈴木 一' kana='すずき はじめ'
ok do --db o.db --as 佐藤 unit.add machine_id=PC-0701 model=M720q \
    segment=住記・税 place=7
ok init --role laptop --name K1 --db k1.db
ok node request --to stick --db k1.db --format json
digits=$(value digits)
note "digits request $digits"
written request
ok backup --db k1.db
zstd -q -19 k1.db -o new/k1.db.zst
cp k1.db.keys/node.key new/k1.key
ok node approve new/request.KKS --digits "$digits" --to stick --db o.db \
    --as 佐藤 --format json
note "digits grant $(value digits)"
written grant
ok node accept new/grant.KKS --digits \
    "$(sed -n 's/^digits grant //p' new/expected)" --db k1.db
noted_digest grant k1.db

# Both sides work; one incident by both.
ok do --db o.db --as 佐藤 incident.open unit=PC-0701 symptom=起動しない \
    phone=011-000-0007 --format json
no=$(value no)
ok export --db o.db --as 佐藤 --to stick --reason 定期 --format json
written office
ok import new/office.KKS --db k1.db --as 鈴木
noted_digest office k1.db
ok do --db k1.db --as 鈴木 incident.contact incident="$no" reached=yes \
    person='東 一郎'
ok do --db k1.db --as 鈴木 incident.edit incident="$no" error=E-1 reason=聞き直し
ok do --db k1.db --as 鈴木 incident.edit incident="$no" \
    error='E\9' reason=まちがい --format json
ok do --db k1.db --as 鈴木 undo entry="$(value entry)"
ok do --db o.db --as 佐藤 incident.edit incident="$no" error=E-2 reason=電話
ok export --db k1.db --as 鈴木 --to stick --reason 帰庁 --permit 持-12 \
    --format json
written laptop
zstd -q -19 o.db -o new/o.db.zst
cp o.db.keys/node.key new/o.key
ok import new/laptop.KKS --db o.db --as 佐藤
noted_digest laptop o.db
mkdir thief
cp -a k1.db thief/k1.db
cp -a k1.db.keys thief/k1.db.keys
ok node rekey --to stick --db k1.db --as 鈴木 --format json
written rekey
# Whoever has a disk of before goes on with the key of before.
ok do --db thief/k1.db --as 鈴木 incident.edit incident="$no" error=E-X \
    reason=偽
ok export --db thief/k1.db --as 鈴木 --to thief --format json
written stolen
ok do --db k1.db --as 鈴木 incident.edit incident="$no" error=E-3 reason=再度
ok export --db k1.db --as 鈴木 --to stick --format json
written rekeyed
ok import new/rekey.KKS --db o.db --as 佐藤
ok import new/rekeyed.KKS --db o.db --as 佐藤
noted_digest rekeyed o.db
ok reviews --db o.db --format json
note "reviews $("$PYTHON" -c 'import json; print(len(json.load(open("out"))))')"
# The office changes its keys as well: its roster names former ones of both.
ok backup --db k1.db
zstd -q -19 k1.db -o new/k1_after.db.zst
cp k1.db.keys/node.key new/k1_after.key
ok node rekey --to stick --db o.db --as 佐藤 --format json
written office_rekey
ok do --db o.db --as 佐藤 incident.edit incident="$no" error=E-4 reason=鍵の後
ok export --db o.db --as 佐藤 --to stick --format json
written office_after
ok import new/office_rekey.KKS --db k1.db --as 鈴木
ok import new/office_after.KKS --db k1.db --as 鈴木
noted_digest after k1.db
for f in request grant office laptop rekey rekeyed office_rekey office_after; do
    case $f in
    grant | office*) db=k1.db ;;
    *) db=o.db ;;
    esac
    ok inspect new/$f.KKS --db $db --format json
    note "inspect $f $(value kind) $(value seq) $(value entries)" \
        "$(value changes)"
done
mv new "$to"
echo "$to"
