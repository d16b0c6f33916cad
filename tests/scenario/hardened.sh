#!/bin/sh
# What makes the program hard to bend: how it is linked, and what it hears of
# its environment once it stands elsewhere than where it was built.
. "$(dirname "$0")/lib.sh"

readelf -lW "$KIKUSUI" >out 2>err || fail 'readelf'
says 'GNU_RELRO'
readelf -hW "$KIKUSUI" | grep -q 'DYN' || fail 'it lies where one expects it'
readelf -dW "$KIKUSUI" >out
grep -q 'BIND_NOW\|NOW' out || fail 'symbols are bound late'
readelf -lW "$KIKUSUI" | grep 'GNU_STACK' | grep -q 'RWE' && fail 'a stack to run'
if [ "${FORTIFIED:-no}" = yes ]; then
    readelf --dyn-syms -W "$KIKUSUI" >out
    says '__snprintf_chk'
fi

# A folder of data that says something else: heard in the build tree alone.
mkdir -p data/contract installed
echo '令和5年' >data/contract/param.csv
KIKUSUI_DATA=$dir/data
export KIKUSUI_DATA
"$KIKUSUI" init --role office --name K0 --db a.db >out 2>err &&
    fail 'the build tree does not hear KIKUSUI_DATA'
cp "$KIKUSUI" installed/kikusui
installed/kikusui init --role office --name K0 --db b.db >out 2>err ||
    fail 'an installed program hears KIKUSUI_DATA'
unset KIKUSUI_DATA

# Nobody reads it out of the running program. /proc tells by whose it is; root
# may always.
[ "${SANITIZED:-no}" = no ] || exit 0
as=
if [ "$(id -u)" = 0 ]; then
    as='setpriv --reuid=65534 --regid=65534 --clear-groups'
    $as true 2>/dev/null || exit 0
    chmod 755 "$dir" installed
    chmod 755 installed/kikusui
    $as installed/kikusui help >/dev/null 2>&1 || exit 0
fi
mkfifo pass
chmod 666 pass
mkdir other
chmod 777 other
$as installed/kikusui init --role office --name K0 --db other/b.db \
    --passphrase-file pass >out 2>err &
pid=$!
# It waits for the passphrase by then, and long after it began.
exec 3>pass
owner=$(stat -c %u /proc/$pid/environ)
echo geheim >&3
exec 3>&-
wait $pid || fail 'init with a passphrase'
[ "$owner" = 0 ] || fail "the running program is of $owner"
