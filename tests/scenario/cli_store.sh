#!/bin/sh
# Is it whole, is it the same, and the way back: digest, check, rebuild,
# backup, restore.
. "$(dirname "$0")/lib.sh"

office k.db
ok --db k.db do site.edit site=4 note=一
ok digest --db k.db
first=$(cat out)
[ "${#first}" = 64 ] || fail 'a hash of 64 digits'
ok digest --db k.db --format json
json 'len(j) == 64'
ok --db k.db do site.edit site=4 note=二
ok digest --db k.db
[ "$(cat out)" != "$first" ] || fail 'another state, the same digest'

# check: exit 0, a warning for the disk at the most.
ok check --db k.db
says '正しい'
ok check --db k.db --format json
json 'j["ok"] is True and j["bad"] == 0 and j["entries"] >= 4
      and j["reviews"] == 0 and j["backup"] == "2023-04-12T10:20"
      and j["disk"] in ("encrypted", "plain", "unknown")'
KIKUSUI_NOW=2023-04-15T10:20 ok check --db k.db
warns '2日以内の控えがありません'
ok rebuild --db k.db --verify
says '正しい'
ok digest --db k.db
before=$(cat out)
ok rebuild --db k.db
prints "$before" digest --db k.db
ok rebuild --verify --db k.db --format json
json 'j["ok"] is True'
exits 2 rebuild --db k.db now
exits 3 check --db none.db

# An automatic copy, and one that goes elsewhere with the keys.
ok backup --db k.db
test -f "$(cat out)" || fail 'the copy is not there'
ok check --db k.db --format json
json 'j["backup"] == "2023-04-12T10:20"'
echo 菊水の合言葉 >pass
exits 1 backup --db k.db --to away.db
warns --passphrase-file
# A stranger's file is no damaged copy of ours.
echo 'root:x:0:0' >passwd
exits 3 list units --db passwd
warns 'passwd は kikusui のデータベースではありません'
[ ! -e away.db ] || fail 'half a backup was left'
ok backup --db k.db --to away.db --passphrase-file pass --format json
json "j == {'file': '$dir/away.db', 'keys': '$dir/away.db.key'}"
[ "$(stat -c %a away.db away.db.key | tr '\n' ' ')" = '600 600 ' ] ||
    fail 'others may read the backup'
grep -q AGE-SECRET-KEY away.db.key && fail 'the keys are not sealed'
exits 1 backup --db k.db --to away.db --passphrase-file pass
exits 1 backup --db k.db --to no/such/away.db --passphrase-file pass
[ ! -e no ] || fail 'made a folder'

# Back to it on the same machine: nothing that came after is lost.
ok --db k.db do site.edit site=5 note=後
ok digest --db k.db
before=$(cat out)
ok restore --db k.db away.db
says '控えから'
says '件、控えの後の記録から'
says '件、元のファイルから'
says '確かめられなかったもの0件'
aside=$(sed -n 's/^元のファイル: //p' out)
[ -f "$aside" ] || fail 'where is the old file?'
prints "$before" digest --db k.db
ok check --db k.db
ok --db k.db do site.edit site=5 note=戻した後

# The file is gone, or is no database any more: the tail has the rest.
ok digest --db k.db
before=$(cat out)
newest=$(ls -d k.db.backup/*.db | tail -n 1)
rm k.db
ok restore --db k.db "$newest" --format json
json 'j["aside"] is None and j["unverified"] == 0 and j["tail"] > 0
      and j["keys"] is False'
prints "$before" digest --db k.db
echo broken >k.db
exits 3 digest --db k.db
newest=$(ls -d k.db.backup/*.db | tail -n 1)
ok restore --db k.db "$newest"
prints "$before" digest --db k.db
ok check --db k.db

# A new machine: database and keys from the backup alone.
mkdir new
ok restore --db new/deep/k.db away.db
says '鍵も戻しました'
ok check --db new/deep/k.db
exits 1 node identity --db new/deep/k.db --to id.txt
ok node identity --db new/deep/k.db --to id.txt --passphrase-file pass
ok node identity --db k.db --to old.txt
cmp -s id.txt old.txt || fail 'these are other keys'

# What is no backup changes nothing.
ok digest --db k.db
before=$(cat out)
echo hello >hello.db
exits 1 restore --db k.db hello.db
exits 1 restore --db k.db none.db
exits 2 restore --db k.db k.db
exits 2 restore --db k.db
prints "$before" digest --db k.db

# A database is made whole or not at all: what stands in its place stays, what
# was left there without one is kept aside, a broken-off attempt leaves nothing.
mkdir making
echo 'something else' >making/k.db
exits 1 init --role office --name K0 --db making/k.db
[ "$(cat making/k.db)" = 'something else' ] || fail 'init wrote over a file'
[ "$(ls -A making)" = k.db ] || fail 'a refused init left something'
rm making/k.db
mkdir -m 700 making/k.db.keys making/.k.db.making-4194999
echo 'an older key' >making/k.db.keys/node.key
chmod 600 making/k.db.keys/node.key
echo half >making/.k.db.making-4194999/k.db
exits 2 init --role office --name '名前' --db making/k.db
[ -f making/k.db.keys/node.key ] || fail 'a refused init touched the keys'
ok init --role office --name K0 --db making/k.db
warns 'k.db.old-20230412-102000.keys'
[ "$(cat making/k.db.old-20230412-102000.keys/node.key)" = 'an older key' ] ||
    fail 'the older key'
[ ! -e making/.k.db.making-4194999 ] || fail 'half of a database is left'
ok check --db making/k.db
