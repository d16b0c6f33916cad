#!/bin/sh
# Installs what is missing, builds in build-tests/ and runs every test. The
# last line is "N passed, N failed", with ", N skipped" where there are any: N
# counts the cases of the Check programs and each other test. The exit status
# is not 0 when anything failed.
set -u
cd "$(dirname "$0")/.." || exit 1
. data/packages.sh
build='build-tests'

broken() {
    echo "$1" >&2
    echo '0 passed, 1 failed'
    exit 1
}

export LC_ALL=C.UTF-8
# What the caller has set for a database of his own is no part of a test.
unset KIKUSUI_DB KIKUSUI_DATA KIKUSUI_NOW

# shellcheck disable=SC2086 # lists of words
kk_packages $KK_BUILD_PACKAGES $KK_TEST_PACKAGES ||
    broken 'packages are missing'
mkdir -p "$build" && exec 9>"$build/.lock" && flock 9 ||
    broken "cannot use $build"
if [ ! -f "$build/build.ninja" ]; then
    meson setup "$build" --werror || broken 'meson setup failed'
fi
ninja -C "$build" || broken 'the build failed'
rm -f "$build/meson-logs/testlog.json"
meson test -C "$build" --no-rebuild --print-errorlogs -t 4
python3 tests/tally.py "$build/meson-logs/testlog.json"
