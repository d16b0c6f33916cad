#!/bin/sh
# Installs what is missing, builds kikusui in build-demo/, makes the training
# copy once and opens it. The copy stays in the user's data folder; delete that
# folder to begin anew.
set -u
here=$(cd "$(dirname "$0")/.." && pwd) || exit 1
. "$here/data/packages.sh"
build=$here/build-demo
program=$build/src/app/kikusui
dir=${XDG_DATA_HOME:-$HOME/.local/share}/kikusui/demo
log=$build/build.log

# shellcheck disable=SC2086 # a list of words
kk_packages $KK_BUILD_PACKAGES || exit 1
mkdir -p "$build" && exec 9>"$build/.lock" && flock 9 || exit 1
echo 'kikusui を組み立てています…' >&2
{
    { [ -f "$build/build.ninja" ] || meson setup "$build" "$here" --werror; } &&
        ninja -C "$build" src/app/kikusui
} >"$log" 2>&1 || {
    tail -n 40 "$log" >&2
    echo "組み立てられませんでした。全文は $log にあります" >&2
    exit 1
}
if [ ! -f "$dir/kikusui.db" ]; then
    echo "練習用のデータを作っています: $dir" >&2
    "$program" demo --no-screen --dir "$dir" || exit
fi
exec 9>&-
if [ -t 0 ] && [ -t 1 ]; then
    exec "$program" --db "$dir/kikusui.db"
fi
"$program" --db "$dir/kikusui.db" screen || exit
echo "端末で開くには: $program --db $dir/kikusui.db" >&2
