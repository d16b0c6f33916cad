#!/bin/sh
# A laptop whose whole machine went back to a snapshot wrote other entries under
# names that the office has: refused on both sides with what to do, mended by
# `node refork`, and the work of both branches lives. Then the snapshot comes
# back once more and the same mending leads to the same names.
. "$(dirname "$0")/sync.sh"

# The machine as a snapshot keeps it: the very same files, lease and all.
keep() {
    rm -rf snap && mkdir snap && cp -a k1.db k1.db.keys k1.db.tail snap/
}
go_back() {
    rm -rf k1.db.keys k1.db.tail
    cp -a snap/k1.db.keys snap/k1.db.tail .
    cat snap/k1.db >k1.db
}
opened() { # opened DB WHAT: an incident; $no is its number
    ok do --db "$1" --as 佐藤 incident.open place=7 symptom="$2" --format json
    no=$(value no)
}
sound() {
    ok check --db "$1"
    ok rebuild --verify --db "$1"
}
alive() { # alive DB SYMPTOM…
    db=$1
    shift
    for symptom in "$@"; do
        ok list incidents --db "$db" --as 佐藤 --format json
        json "any(i['symptom'] == '$symptom' for i in j)"
    done
}

office o.db
laptop k1.db K1
laptop k2.db K2
exits 1 node refork --db k1.db --as 佐藤
warns 見つかっていません
opened k1.db 前
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤
keep

# One branch, and the office has it.
opened k1.db 甲一
opened k1.db 甲二
ok do --db k1.db --as 佐藤 incident.edit incident="$no" error=E-1 reason=追記
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤

# The other, over the same names; with an undo, which names an entry.
go_back
opened k1.db 乙一
ok do --db k1.db --as 佐藤 incident.edit incident="$no" error=E-2 reason=追記 \
    --format json
entry=$(value entry)
ok do --db k1.db --as 佐藤 undo entry="$entry"
ok do --db k1.db --as 佐藤 incident.edit incident="$no" error=E-3 reason=追記
opened k1.db 乙二
keep
sent k1.db --as 佐藤
digest o.db
before=$digest
exits 4 import "$file" --db o.db --as 佐藤
warns 'K1 の記録が二通り'
warns 'node refork'
digest o.db
[ "$digest" = "$before" ] || fail 'the refused fork changed the office'
exits 1 node refork --db o.db --as 佐藤

# What the office sends then tells where they part.
mend() {
    sent o.db --as 佐藤
    from_office=$file
    exits 4 import "$from_office" --db k1.db --as 佐藤
    warns 'kikusui node refork を行って'
    ok node refork --db k1.db --as 佐藤 --format json
    cp out said
    json 'j["entries"] == 5 and j["from"].endswith("-2")'
    exits 1 node refork --db k1.db --as 佐藤
    sound k1.db
    alive k1.db 乙一 乙二
    ok import "$from_office" --db k1.db --as 佐藤
    alive k1.db 前 甲一 甲二 乙一 乙二
    sound k1.db
}
mend
cp said first
opened k1.db 後
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤
sent o.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
ok import "$file" --db k2.db --as 佐藤
same o.db k1.db
same o.db k2.db
for db in o.db k1.db k2.db; do
    alive "$db" 前 甲一 甲二 乙一 乙二 後
    sound "$db"
done

# The snapshot again, from before the mending: it comes to the same names, so
# that what the office has of them is the same and nothing is doubled.
go_back
sent k1.db --as 佐藤
exits 4 import "$file" --db o.db --as 佐藤
mend
cmp -s first said || fail 'other names the second time'
alive k1.db 後
opened k1.db 最後
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤
sent o.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
ok import "$file" --db k2.db --as 佐藤
same o.db k1.db
same o.db k2.db
sound o.db
ok list incidents --db o.db --as 佐藤 --format json
json 'sorted(i["symptom"] for i in j) == sorted("前 甲一 甲二 乙一 乙二 後 最後".split())'
