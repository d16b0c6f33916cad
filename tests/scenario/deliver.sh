#!/bin/sh
# A month's papers together (§10, §11): drafts with what is missing, and the
# list of sums that goes with them.
. "$(dirname "$0")/case.sh"

export KIKUSUI_NOW=2024-03-01T09:00
office o.db
export KIKUSUI_DB="$dir/o.db"
mkdir -p config/kikusui
printf '[user]\nworker = 佐藤 拓也\n' >config/kikusui/kikusui.ini

# sums FOLDER: what stands in the list is there, and nothing else but the list.
sums() {
    (cd "$1" && sha256sum --quiet -c R*_00_*.txt) >out 2>err ||
        fail "$1: sums"
    [ "$(grep -c '^[^#]' "$1"/R*_00_*.txt)" = "$(($(ls "$1" | wc -l) - 1))" ] ||
        fail "$1: not every file stands in the list"
}

exits 2 deliver
exits 2 deliver 2024-13
ok digest
cp out before
at 2024-03-29T13:00
ok deliver 2024-03 --to draft
says 'draft/R06-03_07_訪問時質問回答_下書き.'
says 'draft/R06-03_00_照合表_下書き.txt'
sums draft
grep -q '^# 作成 令和6年3月29日(金) 13:00' draft/R06-03_00_*.txt || fail 'no time'
# A draft writes no entry, and is replaced.
ok digest
cmp -s out before || fail 'a draft wrote an entry'
at 2024-03-29T14:00
ok deliver 2024-03 --to draft
[ "$(grep -l '14:00' draft/R06-03_00_*.txt | wc -l)" = 1 ] || fail 'kept'
sums draft
