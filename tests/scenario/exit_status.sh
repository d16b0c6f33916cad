#!/bin/sh
# Exit 1 means that nothing changed: what was recorded before its result could
# not be told, or before the tail could not be written, is 0 with a warning.
. "$(dirname "$0")/lib.sh"

entries() {
    "$KIKUSUI" check --db k.db --format json 2>/dev/null >seen
    "$PYTHON" -c 'import json; print(json.load(open("seen"))["entries"])'
}
# ends STATUS COMMAND…: through a shell of its own, for its redirections.
ends() {
    want=$1
    shift
    sh -c "$*" 2>err
    got=$?
    [ "$got" = "$want" ] || fail "$*: status $got, not $want"
}

office k.db
export KIKUSUI_DB="$dir/k.db" KIKUSUI
n=$(entries)
open='"$KIKUSUI" do incident.open place=4 symptom=起動しない'

# Closed, full, and with nobody who reads: recorded each time, and said so.
ends 0 "$open" '>&-'
warns '操作は済んでいます'
ends 0 "$open" '>/dev/full'
warns '操作は済んでいます'
ends 0 "($open; echo \$? >status) | true"
[ "$(cat status)" = 0 ] || fail "nobody reads: status $(cat status)"
ends 0 "$open" '>&- 2>&- <&-'
[ "$(entries)" = $((n + 4)) ] || fail 'an entry each'
ok check

# What only reads, or only looks ahead, has failed.
ends 1 '"$KIKUSUI" list sites >/dev/full'
warns '標準出力に書けません'
ends 1 '"$KIKUSUI" list sites >&-'
ends 1 "$open --preview" '>/dev/full'
ends 1 '"$KIKUSUI" do no.such 2>/dev/null >&- || exit 1'
[ "$(entries)" = $((n + 4)) ] || fail 'a preview recorded something'

# A descriptor that is free would be the database's own.
exits 2 do incident.open place=4 symptom=起動しない --progress-fd 9
warns '--progress-fd'
[ "$(entries)" = $((n + 4)) ] || fail 'wrong usage recorded something'

# The tail cannot be written: nobody is kept from reading or writing.
rm k.db.tail
mkdir k.db.tail
ok do incident.open place=4 symptom=起動しない
warns '記録は済んでいます'
ok list incidents --format json
json 'len(j) == 5'
warns 'k.db.tail'
[ "$(entries)" = $((n + 5)) ] || fail 'recorded'
rmdir k.db.tail
ok list incidents
[ ! -s err ] || fail 'the tail is whole again'

# A load, too, and what comes of a bundle.
cat >list.csv <<'LIST'
日付,祝日
2023/5/3,憲法記念日
LIST
ends 0 '"$KIKUSUI" load holidays list.csv >/dev/full'
ok digest
before=$(cat out)
printf '日付,祝日\n2023/5/3,憲法記念日\nいつか,何かの日\n' >bad.csv
exits 1 load holidays bad.csv --preview
prints "$before" digest
exits 1 load holidays bad.csv
prints "$before" digest
ok load holidays bad.csv --preview --accept-good

# The folder of copies cannot be made: the import says so before it takes
# anything.
mkdir stick back
ok init --role laptop --name K1 --db l.db
ok node request --to stick --db l.db --format json
request=$("$PYTHON" -c 'import json; print(json.load(open("out"))["file"])')
digits=$("$PYTHON" -c 'import json; print(json.load(open("out"))["digits"])')
ok node approve "$request" --digits "$digits" --to stick --format json
grant=$("$PYTHON" -c 'import json; print(json.load(open("out"))["file"])')
digits=$("$PYTHON" -c 'import json; print(json.load(open("out"))["digits"])')
ends 0 "\"\$KIKUSUI\" node accept '$grant' --digits '$digits' --db l.db >&-"
ok digest
prints "$(cat out)" digest --db l.db
ok do incident.open place=7 symptom=異音 --db l.db
ok export --to back --db l.db
rm -r k.db.backup
echo 'no folder' >k.db.backup
ok digest
before=$(cat out)
exits 1 import back
warns 'k.db.backup'
prints "$before" digest
rm k.db.backup
ends 0 '"$KIKUSUI" import back >/dev/full'
ok digest --db l.db
prints "$(cat out)" digest
