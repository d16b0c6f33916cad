#!/bin/sh
# Every command explains itself and refuses what it does not know.
. "$(dirname "$0")/lib.sh"

ok --help
# The names: lower-case words behind "kikusui".
sed -n 's/^  kikusui \([a-z][a-z]*\( [a-z][a-z]*\)\{0,1\}\).*/\1/p' out |
    sed 's/ *$//' >names
[ "$(wc -l <names)" -ge 8 ] || fail 'no commands are listed'
while read -r name; do
    # shellcheck disable=SC2086 # one or two words
    set -- $name
    ok "$@" --help
    says "使い方: kikusui $name"
    says 'どのコマンドにも:'
    ok help "$@"
    says "使い方: kikusui $name"
    exits 2 "$@" --no-such-option
    warns '--no-such-option'
    exits 2 --no-such-option "$@"
    exits 2 "$@" --db
    [ ! -s out ] || fail "$name: wrote a result"
done <names

exits 2 no-such-command
exits 2 help no-such-command
# Of several with one first word it says which.
for name in load node; do
    for try in "$name" "$name no-such" "help $name"; do
        # shellcheck disable=SC2086 # its words
        exits 2 $try
        warns 'どれですか'
        warns "$(grep "^$name " names | head -n 1)"
    done
done
ok --version
says 'kikusui '
