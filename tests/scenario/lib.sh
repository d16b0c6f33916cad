#!/bin/sh
# Words for the scenarios: a folder of its own for each, the clock stands.
# KIKUSUI is the program, PYTHON reads its json.
set -u
: "${KIKUSUI:?the program to test}"
PYTHON=${PYTHON:-python3}
dir=$(mktemp -d "${TMPDIR:-/tmp}/kikusui-scenario-XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 1
export LC_ALL=C.UTF-8 HOME="$dir" XDG_DATA_HOME="$dir/data"
export XDG_CONFIG_HOME="$dir/config" KIKUSUI_NOW=2023-04-12T10:20
unset KIKUSUI_DB KIKUSUI_DATA

fail() {
    echo "FAILED: $*" >&2
    if [ -s out ]; then sed 's/^/  out: /' out | head -40 >&2; fi
    if [ -s err ]; then sed 's/^/  err: /' err | head -40 >&2; fi
    exit 1
}

# exits STATUS ARGUMENTS…: runs the program; out and err hold what it wrote.
exits() {
    want=$1
    shift
    "$KIKUSUI" "$@" >out 2>err </dev/null
    got=$?
    [ "$got" = "$want" ] || fail "kikusui $*: status $got, not $want"
    # A refusal says why, and nothing that a script could take for a result.
    if [ "$want" != 0 ]; then
        [ -s err ] || fail "kikusui $*: no reason given"
    fi
}
ok() {
    exits 0 "$@"
}
# prints TEXT ARGUMENTS…: exactly this on stdout.
prints() {
    text=$1
    shift
    ok "$@"
    [ "$(cat out)" = "$text" ] || fail "kikusui $*: not \"$text\""
}
says() {
    grep -qF -- "$1" out || fail "stdout does not say: $1"
}
warns() {
    grep -qF -- "$1" err || fail "stderr does not say: $1"
}
# json EXPRESSION: true of j, the value on stdout.
json() {
    "$PYTHON" -c 'import json, sys
j = json.load(open("out", encoding="utf-8"))
sys.exit(not eval("(" + sys.argv[1] + ")"))' "$1" || fail "json: not $1"
}
office() {
    ok init --role office --name K0 --db "$1"
    ok --db "$1" do worker.add name='佐藤 拓也' kana='さとう たくや'
}
