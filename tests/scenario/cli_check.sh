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
