#!/bin/sh
# The bundles of a format as programs in the field wrote them: today's program
# still opens, verifies and takes them in, and they leave what they left then.
# The argument is a folder of tests/sync/golden. The keys in it are of this test
# alone.
golden=$1
. "$(dirname "$0")/../scenario/lib.sh"

expected() { # expected KIND NAME: the rest of the line
    sed -n "s/^$1 $2 //p" "$golden/expected"
}
take_out() { # take_out NAME: a copy as it was before the bundles
    zstd -q -d "$golden/$1.db.zst" -o "$1.db"
    mkdir -m 700 "$1.db.keys"
    install -m 600 "$golden/$1.key" "$1.db.keys/node.key"
    chmod 600 "$1.db"
}
looks() { # looks DB FILE
    ok inspect "$golden/$2.KKS" --db "$1" --format json
    json 'j["kind"] in (3, 4) or (j["opened"] and j["genuine"])'
    json "[str(j[k]) for k in ('kind', 'seq', 'entries', 'changes')] ==
          '$(expected inspect "$2")'.split()"
}
left() { # left DB NAME
    prints "$(expected digest "$2")" digest --db "$1"
    ok check --db "$1"
    ok rebuild --verify --db "$1"
}
files=$(ls "$golden" | wc -l)
former=
[ ! -e "$golden/office_after.KKS" ] || former=yes
stolen=
[ ! -e "$golden/stolen.KKS" ] || stolen=yes
case $former:$stolen:$files in
::11 | yes::15 | yes:yes:16) ;;
*) fail "$golden holds $files files" ;;
esac
# A laptop that hears of the office's new keys, from a roster that names former
# ones of both; the rest of that folder is as in the others.
if [ -n "$former" ]; then
    take_out k1_after
    exits 4 import "$golden/office_after.KKS" --db k1_after.db --as 鈴木
    looks k1_after.db office_rekey
    ok import "$golden/office_rekey.KKS" --db k1_after.db --as 鈴木
    looks k1_after.db office_after
    ok import "$golden/office_after.KKS" --db k1_after.db --as 鈴木
    left k1_after.db after
    [ -z "$stolen" ] || {
        take_out o
        ok import "$golden/laptop.KKS" --db o.db --as 佐藤
        ok import "$golden/rekey.KKS" --db o.db --as 佐藤
        exits 4 import "$golden/stolen.KKS" --db o.db --as 佐藤
    }
    exit 0
fi
take_out o
take_out k1
looks o.db request
cp -a o.db again.db && cp -a o.db.keys again.db.keys
mkdir stick
ok node approve "$golden/request.KKS" --digits "$(expected digits request)" \
    --to stick --db again.db --as 佐藤
exits 1 node accept "$golden/grant.KKS" --digits "$(expected digits request)" \
    --db k1.db
ok node accept "$golden/grant.KKS" --digits "$(expected digits grant)" \
    --db k1.db
looks k1.db grant
left k1.db grant
looks k1.db office
ok import "$golden/office.KKS" --db k1.db --as 鈴木
left k1.db office
ok import "$golden/office.KKS" --db k1.db --as 鈴木
says '取込済み・変更なし'

looks o.db laptop
ok import "$golden/laptop.KKS" --db o.db --as 佐藤
left o.db laptop
looks o.db rekey
exits 4 import "$golden/rekeyed.KKS" --db o.db --as 佐藤
ok import "$golden/rekey.KKS" --db o.db --as 佐藤
looks o.db rekeyed
ok import "$golden/rekeyed.KKS" --db o.db --as 佐藤
left o.db rekeyed
ok reviews --db o.db --format json
json "len(j) == $(sed -n 's/^reviews //p' "$golden/expected")"

# Today's program and the one of then go on together.
ok export --db o.db --as 佐藤 --to stick --format json
