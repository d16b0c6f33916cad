#!/bin/sh
# What check and rebuild find: hands in the file, other signatures, a broken
# page; and what they say when they are stopped.
. "$(dirname "$0")/lib.sh"

sql() {
    "$PYTHON" -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
for line in sys.argv[2:]:
    for row in db.execute(line):
        print(*row)' "$@" || fail "sql: $*"
}

office k.db
mkdir stick
ok --db k.db do site.edit site=4 note=一
ok --db k.db do incident.open place=4 symptom=起動しない
ok init --role laptop --name K1 --db l.db
ok node request --to stick --db l.db --format json
json 'set(j) == {"file", "digits"}'
request=$("$PYTHON" -c 'import json; print(json.load(open("out"))["file"])')
digits=$("$PYTHON" -c 'import json; print(json.load(open("out"))["digits"])')
ok node approve "$request" --digits "$digits" --to stick --db k.db \
    --format json
grant=$("$PYTHON" -c 'import json; print(json.load(open("out"))["file"])')
digits=$("$PYTHON" -c 'import json; print(json.load(open("out"))["digits"])')
ok node accept "$grant" --digits "$digits" --db l.db
ok digest --db k.db
prints "$(cat out)" digest --db l.db
ok check --db l.db --format json
json 'j["ok"] is True and j["signatures"] > 0'

# A signature that is not the office's.
cp l.db forged.db
sql forged.db 'UPDATE head_sig SET sig=zeroblob(64)'
exits 1 check --db forged.db --format json
json 'j["ok"] is False and j["bad"] == 1'
warns '署名'
exits 1 rebuild --verify --db forged.db

# A value that no entry wrote: found, and put right from the journal. The
# triggers would have refused it; whoever has the file can drop them.
ok digest --db k.db
before=$(cat out)
cp k.db hand.db
cp -r k.db.keys hand.db.keys
triggers=$(sql hand.db "SELECT name FROM sqlite_master WHERE type='trigger'
    AND tbl_name='site'")
for t in $triggers; do
    sql hand.db "DROP TRIGGER $t"
done
sql hand.db "UPDATE site SET note='手で書いた' WHERE no=4"
exits 1 check --db hand.db
warns '合いません'
warns '備考'
prints "$before" digest --db hand.db
ok rebuild --db hand.db
ok rebuild --verify --db hand.db
ok show site 4 --db hand.db --format json
json 'j["note"] == "一"'
# The triggers stand again.
ok --db hand.db do site.edit site=4 note=二
ok check --db hand.db

# An entry that says something else than it was signed with.
cp k.db chain.db
sql chain.db "UPDATE entry SET recorded_at=recorded_at+60 WHERE arrival=2"
exits 1 check --db chain.db
warns '鎖'

# A broken file cannot be used at all.
cp k.db torn.db
"$PYTHON" -c 'import os
with open("torn.db", "r+b") as f:
    f.seek(8192)
    f.write(os.urandom(200000))'
exits 3 check --db torn.db
warns restore

# Open reviews are for a person, not for the exit status.
mkdir back
ok --db k.db do incident.edit incident=K0-0001 error=事務所で
ok --db l.db do incident.edit incident=K0-0001 error=端末で
ok export --to back --db l.db
ok import back --db k.db
ok check --db k.db --format json
json 'j["ok"] is True and j["reviews"] == 1'

# What stands beside the file. Each is found once it is there, and is no more
# once it is put right.
office a.db
ok --db a.db do site.edit site=4 note=一
ok backup --db a.db
for note in 二 三 四; do ok --db a.db do site.edit site=4 note=$note; done
ok check --db a.db
for path in a.db a.db.tail a.db.keys a.db.keys/node.key a.db.backup \
    a.db.backup/*; do
    chmod o+r "$path"
    exits 1 check --db a.db
    warns "$path"
    warns chmod
    chmod o-r "$path"
done
ok check --db a.db

# flip FILE BYTE: one bit in it; below 0 from the end.
flip() {
    "$PYTHON" -c 'import os, sys
with open(sys.argv[1], "r+b") as f:
    at = int(sys.argv[2])
    f.seek(at, os.SEEK_END if at < 0 else os.SEEK_SET)
    byte = f.read(1)[0]
    f.seek(-1, os.SEEK_CUR)
    f.write(bytes([byte ^ 4]))' "$@"
}
# A tail that is damaged is put aside and written anew from the journal.
flip a.db.tail 60
exits 1 check --db a.db
warns '直近の控え'
warns '作り直しました'
ls a.db.old-*.tail >/dev/null || fail 'the damaged tail is gone'
ok check --db a.db
# But not while the journal itself is in doubt: it is what can be saved.
for note in 五 六; do ok --db a.db do site.edit site=4 note=$note; done
cp -r a.db b.db
for part in keys tail backup; do cp -r a.db.$part b.db.$part; done
sql b.db "UPDATE entry SET recorded_at=recorded_at+60 WHERE arrival=3"
flip b.db.tail 60
exits 1 check --db b.db
warns '鎖'
warns '直近の控え'
exits 1 check --db b.db
warns '直近の控え'

# The newest copy, the keys, an empty key.
copy=$(ls a.db.backup/*.db | tail -n 1)
flip "$copy" 5000
exits 1 check --db a.db
warns "$copy"
flip "$copy" 5000
flip a.db.keys/node.key 40
exits 1 check --db a.db
warns '鍵'
flip a.db.keys/node.key 40
cp a.db.keys/local.key kept
: >a.db.keys/local.key
exits 1 check --db a.db
warns 'local.key'
: >a.db.keys/node.key
exits 1 check --db a.db
warns '鍵'

# What no entry holds, and what the search says.
office c.db
cat >units.csv <<'LIST'
区分,機器ID,機種名,拠点,設置部署,状態,備考
国保福祉,T-001,Lenovo_ThinkCentre_M720q_Tiny,北区役所,保険年金課,稼働中,
LIST
ok load ledger units.csv --db c.db
ok check --db c.db
cp c.db d.db
sql d.db "UPDATE meta SET value='laptop' WHERE key='role'"
exits 1 check --db d.db
warns 'この端末だけの記録'
# It stays known, whoever writes there next.
ok backup --db d.db
exits 1 check --db d.db
warns 'この端末だけの記録'
rm -r d.db.backup # its copy has the name that c.db's first one has
for change in "UPDATE search_content SET c0='別の言葉'" \
    "DELETE FROM unit_key" "UPDATE unit_key SET key='t-002'" \
    "UPDATE search_data SET block=zeroblob(9) WHERE id=10"; do
    cp c.db d.db
    sql d.db "$change"
    exits 1 check --db d.db
    warns '検索の索引'
done
ok rebuild --db d.db
cp c.db d.db
sql d.db "PRAGMA writable_schema=ON" "UPDATE sqlite_schema SET
    sql=replace(sql,'AFTER','BEFORE') WHERE name='kk_u_site'"
exits 1 check --db d.db
warns '形式 trigger kk_u_site が違います'
cp c.db d.db
sql d.db 'CREATE VIEW incident_now AS SELECT 1'
exits 1 check --db d.db
warns '形式 view incident_now は余分です'
cp c.db d.db
sql d.db "PRAGMA writable_schema=ON" "DELETE FROM sqlite_schema WHERE
    name='kk_u_site'"
exits 1 check --db d.db
warns '形式 trigger kk_u_site がありません'

# An index that does not fit its table.
cp c.db d.db
"$PYTHON" -c 'import sqlite3
db = sqlite3.connect("d.db", isolation_level=None)
(page,), = db.execute("SELECT rootpage FROM sqlite_schema "
                      "WHERE name=\"unit_machine\"")
(size,), = db.execute("PRAGMA page_size")
db.close()
with open("d.db", "r+b") as f:
    f.seek((page - 1) * size)
    leaf = f.read(size)
    at = leaf.index(b"T-001")
    f.seek((page - 1) * size + at)
    f.write(b"T-009")'
exits 3 check --db d.db
warns 'unit_machine'
