#!/bin/sh
# Going back, as somebody does it in need: whose the backup is, what is left,
# who else is at it, and what is to be done next.
. "$(dirname "$0")/sync.sh"
echo 'correct horse battery' >pass

newest() { # newest DB: its newest automatic copy
    ls -d "$1".backup/*.db | tail -n 1
}
opened() { # opened DB SYMPTOM
    ok do --db "$1" --as 佐藤 incident.open place=7 symptom="$2"
}
state() { # state DB NAME WANTED
    ok list nodes --db "$1" --format tsv
    grep -F "$2" out | grep -qF "$3" || fail "$2 is not $3"
}

# --- copies that nobody has to think of -------------------------------------
office o.db
[ -f "$(newest o.db)" ] || fail 'none was made at init'
laptop k1.db K1
laptop k2.db K2
[ "$(ls k1.db.backup | wc -l)" = 2 ] || fail 'none was made at node accept'
n=$(ls o.db.backup | wc -l)
opened o.db 今日
[ "$(ls o.db.backup | wc -l)" = "$n" ] || fail 'a second one the same day'
KIKUSUI_NOW=2023-04-13T09:00 opened o.db 翌日
[ "$(ls o.db.backup | wc -l)" = $((n + 1)) ] || fail 'none on the next day'
KIKUSUI_NOW=2023-04-14T09:00 ok list sites --db o.db
[ "$(ls o.db.backup | wc -l)" = $((n + 1)) ] || fail 'reading made one'

# --- another's copy ----------------------------------------------------------
ok digest --db k1.db
before=$(cat out)
exits 1 restore "$(newest o.db)" --db k1.db
warns '事務所 K0（番号 '
warns '端末 K1（番号 '
warns '先に今のものを退けてください'
exits 1 restore "$(newest k2.db)" --db k1.db
warns '端末 K2（番号 '
prints "$before" digest --db k1.db
[ ! -e k1.db.restoring ] || fail 'a marker is left'
# what the refusal says is the way
mkdir away && mv k1.db* away/
ok restore "$(newest k2.db)" --db k1.db
rm -r k1.db* && mv away/k1.db* .
prints "$before" digest --db k1.db

# --- from what is left --------------------------------------------------------
opened k1.db 手元
ok digest --db k1.db
before=$(cat out)
: >k1.db
exits 3 digest --db k1.db
warns '空で'
ok restore k1.db.tail --db k1.db --format json
json 'j["tail"] == 1 and j["unverified"] == 0 and j["base"] is not None'
warns '開き直してください'
warns '事務所で取り込む'
prints "$before" digest --db k1.db
# the first day, and nothing but the tail and its key
office first.db
opened first.db 初日
ok digest --db first.db
before=$(cat out)
rm -r first.db first.db.backup
exits 1 restore first.db.tail --db first.db
warns 'その前の控え'
cp -r o.db.keys first2.db.keys
exits 1 restore first.db.tail --db first2.db

# --- what was revoked since the backup ----------------------------------------
ok backup --to old.db --db o.db --passphrase-file pass
ok node revoke K2 --lost --db o.db --as 佐藤
# the tail knows, though the folder's own copy is lost
rm o.db o.db.keys/sync.state
ok restore old.db --db o.db
warns '各端末に取り込む'
state o.db K2 lost
# neither tail nor file: who restores is asked, or told
mkdir gone && mv o.db* gone/
ok restore old.db --db o.db
warns 'kikusui node revoke NAME --lost'
warns '登録中: K1、K2'
state o.db K2 live
rm -r o.db*
exits 1 restore old.db --db o.db --revoked K2,K9 --passphrase-file pass
warns '「K9」'
[ ! -e o.db ] || fail 'it is half there'
ok restore old.db --db o.db --revoked K2 --passphrase-file pass
says '登録を取り消しました（紛失）: K2'
state o.db K2 lost
state o.db K1 live
rm -r o.db*
ok restore old.db --db o.db --revoked none
! grep -q 'node revoke' err || fail 'it was told that there are none'
rm -r o.db*

# --- asked at a terminal ------------------------------------------------------
# typed LINE…: restores at a terminal, and answers with these lines.
typed() {
    "$PYTHON" - "$KIKUSUI" "$@" >out 2>err <<'PY'
import os, pty, select, sys
program, lines = sys.argv[1], sys.argv[2:]
child, fd = pty.fork()
if child == 0:
    os.execv(program, [program, "restore", "old.db", "--db", "o.db",
                       "--passphrase-file", "pass"])
seen, asked = b"", 0
while True:
    try:
        got = os.read(fd, 4096)
    except OSError:
        break
    if not got:
        break
    seen += got
    if seen.count("Enter）: ".encode()) > asked and asked < len(lines):
        os.write(fd, lines[asked].encode() + b"\n")
        asked += 1
status = os.waitpid(child, 0)[1]
sys.stdout.write(seen.decode())
sys.exit(os.waitstatus_to_exitcode(status))
PY
}
typed K9 'K2' || fail 'asked, and not done'
says '控えの後に失効させた端末は（登録中: K1、K2。なければ Enter）'
says '「K9」という登録中の端末は、この控えにありません'
says '登録を取り消しました（紛失）: K2'
state o.db K2 lost
state o.db K1 live
rm -r o.db*
typed '' || fail 'nobody, and not done'
state o.db K2 live
