#!/bin/sh
# Hands from outside: every raw write to a replicated table fails, a file that
# is not ours or is newer is left alone, two programs may have it open.
. "$(dirname "$0")/case.sh"

shop
pcs
run incident.open unit=KK-0413 symptom=起動しない city_no=C-1
run incident.contact incident=C-1
before=$(ok digest && cat out)

# A replicated table is one of tables.csv; whoever opens the file with another
# program can change none of its rows, and is told.
"$PYTHON" - "$KIKUSUI_DB" <<'PY' || fail 'a raw write'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
tables = [r[0] for r in db.execute(
    "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE '%deleted%'"
    " AND sql LIKE '%DEFERRABLE%' OR name IN ('holiday','site','person')"
    " AND type='table'")]
assert len(tables) > 10, tables
for t in tables:
    id = db.execute(f"SELECT id FROM {t} LIMIT 1").fetchone()
    column = [c[1] for c in db.execute(f"PRAGMA table_info({t})")][1]
    tries = [f"INSERT INTO {t}(id) VALUES(99)"]
    if id:
        tries += [f"UPDATE {t} SET \"{column}\"=NULL WHERE id={id[0]}",
                  f"UPDATE {t} SET id=98 WHERE id={id[0]}",
                  f"DELETE FROM {t} WHERE id={id[0]}"]
    for sql in tries:
        try:
            db.execute(sql)
        except sqlite3.Error as e:
            assert "kk_" in str(e) or "deleted" in str(e), (sql, e)
        else:
            sys.exit(f"went through: {sql}")
PY
prints "$before" digest
ok check

# What is not ours, newer, gone, or no file: status 3, and left as it is.
other() {
    cp "$KIKUSUI_DB" "$1"
    "$PYTHON" -c 'import sqlite3, sys
sqlite3.connect(sys.argv[1]).execute(sys.argv[2])' "$1" "$2"
}
other newer.db 'PRAGMA user_version = 99'
other foreign.db 'PRAGMA application_id = 5'
echo 'no database' >text.db
: >empty.db
mkdir folder.db
sum=$(cat newer.db foreign.db text.db empty.db | cksum)
for file in newer.db foreign.db text.db empty.db folder.db none.db; do
    exits 3 list sites --db "$file"
    exits 3 do site.edit site=4 note=x --db "$file"
    exits 3 check --db "$file"
done
[ "$(cat newer.db foreign.db text.db empty.db | cksum)" = "$sum" ] ||
    fail 'a file that is not ours was written'
[ ! -e none.db ] || fail 'a missing file was made'
exits 3 list sites --db newer.db
warns 新しい

# Many programs at once: each action counts once, and none waits long.
i=0
while [ "$i" -lt 8 ]; do
    "$KIKUSUI" do incident.open place=4 symptom="同時$i" device=PC \
        >"o$i" 2>&1 &
    i=$((i + 1))
done
wait
lists 'len(j) == 9 and len({i["no"] for i in j}) == 9' incidents
# A second one who decides on the same thing meanwhile is told what holds now.
run spare.reserve incident=C-1 spare=SP-07
refuse 引当済み spare.reserve incident=K0-0002 spare=SP-07
ok rebuild --verify
