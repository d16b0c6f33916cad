#!/bin/sh
# Puts the faults of mutants.txt into a copy of this tree, one at a time, and
# runs the simulation and the unit tests of store and sync until one notices.
# Takes about an hour; WORD… runs only those whose name has one of the words.
# --fit changes and runs nothing: it tells which do not fit the source any more.
# The last line is "N passed, N failed"; a fault that nobody noticed or that
# does not fit has failed.
set -u
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8
unset KIKUSUI_DB KIKUSUI_DATA KIKUSUI_NOW KK_SECONDS
list=$PWD/tests/sync/mutants.txt
python=$(command -v /usr/bin/python3 || command -v python3)
fit=no
[ "${1:-}" = --fit ] && fit=yes && shift

copy_and_build() {
    root=$(mktemp -d)
    trap 'rm -rf "$root"' EXIT INT TERM
    git ls-files -z | xargs -0 cp --parents -t "$root" || exit 1
    cd "$root" || exit 1
    meson setup build >build.log 2>&1 || {
        tail -n 20 build.log
        echo '0 passed, 1 failed'
        exit 1
    }
    units=$(ninja -C build -t targets all |
        sed -n 's|^tests/unit/\(s[a-z]*\)/test-s[a-z]*-\([a-z_]*\): c_LINKER$|\1/\2|p' |
        grep -E '^(store|sync)/')
}

# Replaces the text, which must stand there exactly once; without NEW it only
# looks.
change() { # FILE OLD [NEW]
    "$python" - "$@" <<'PY'
import sys
path, old = sys.argv[1:3]
text = open(path, encoding="utf-8").read()
if text.count(old) != 1:
    sys.exit("%s: %d times: %s" % (path, text.count(old), old))
if len(sys.argv) > 3:
    open(path, "w", encoding="utf-8").write(text.replace(old, sys.argv[3]))
PY
}

simulate() { # TOPOLOGY HISTORIES
    KK_SEED=1 KK_HISTORIES=$2 KK_NO_SHRINK=1 timeout 900 \
        build/tests/sync/sim/sim "$1" >run.log 2>&1
}

# The name of the test that fails; nothing when all pass.
noticed() {
    ninja -C build tests/sync/sim/sim >build.log 2>&1 || {
        echo 'broken'
        return
    }
    simulate graph 30 || { echo 'sim graph'; return; }
    simulate star 10 || { echo 'sim star'; return; }
    simulate graph 250 || { echo 'sim graph, late'; return; }
    simulate star 50 || { echo 'sim star, late'; return; }
    for name in $units; do
        program=tests/unit/${name%/*}/test-${name%/*}-${name#*/}
        ninja -C build "$program" >build.log 2>&1 || { echo 'broken'; return; }
        meson test -C build --no-rebuild "$name" >run.log 2>&1 || {
            echo "$name"
            return
        }
    done
}

passed=0
failed=0

wanted() { # NAME WORD…
    name=$1
    shift
    [ $# -eq 0 ] && return 0
    for word in "$@"; do
        case $name in *"$word"*) return 0 ;; esac
    done
    return 1
}

tried() { # NAME FILE OLD NEW
    if [ $fit = yes ]; then
        by=fits
        change "$2" "$3" || by=broken
    else
        by=broken
        cp "$2" kept
        change "$2" "$3" "$4" && by=$(noticed)
        cp kept "$2"
    fi
    case $by in
    '' | broken)
        failed=$((failed + 1))
        echo "FAILED   $1: ${by:-survived}"
        ;;
    *)
        passed=$((passed + 1))
        [ $fit = yes ] || echo "killed   $1 ($by)"
        ;;
    esac
}

[ $fit = yes ] || copy_and_build
while IFS= read -r line; do
    case $line in
    '== '*) name=${line#== } ;;
    '< '*) old=${line#< } ;;
    '> '*)
        if wanted "$name" "$@"; then
            tried "$name" "$file" "$old" "${line#> }"
        fi
        ;;
    '' | '#'*) ;;
    *) file=$line ;;
    esac
done <"$list"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
