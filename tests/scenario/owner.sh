#!/bin/sh
# Whose files they are: what root does for somebody (sudo) leaves nothing that
# the other cannot use, and who may not is told the reason. As root only.
. "$(dirname "$0")/sync.sh"
[ "$(id -u)" = 0 ] && command -v setpriv >/dev/null || exit 77
other=65534

# as_other STATUS ARGUMENTS…: the program as somebody else.
as_other() {
    want=$1
    shift
    setpriv --reuid=$other --regid=$other --clear-groups \
        "$KIKUSUI" "$@" >out 2>err </dev/null
    got=$?
    [ "$got" = "$want" ] || fail "as another: kikusui $*: $got, not $want"
}
not_others() { # what in the folder is not the other's
    find "$1" ! -user $other -o ! -group $other | grep . && fail 'of root'
}

chmod 755 "$dir"
mkdir home && chown $other:$other home && chmod 700 home
as_other 0 init --role office --name K0 --db home/k.db
as_other 0 do --db home/k.db worker.add name='佐藤 拓也' kana='さとう たくや'
rm -r home/k.db.backup home/k.db.tail

# --- everything that root writes stays the owner's ---------------------------
KIKUSUI_NOW=2023-04-13T10:00 ok do --db home/k.db site.edit site=4 note=一
ok backup --db home/k.db
not_others home
KIKUSUI_NOW=2023-04-14T10:00 as_other 0 do --db home/k.db site.edit site=4 note=二
as_other 0 backup --db home/k.db
newest=$(ls -d home/k.db.backup/*.db | tail -n 1)
ok restore "$newest" --db home/k.db
not_others home
as_other 0 do --db home/k.db site.edit site=4 note=三
as_other 0 check --db home/k.db
rm -r home/k.db*
ok init --role office --name K0 --db home/k.db
not_others home
as_other 0 digest --db home/k.db

# --- the reason ----------------------------------------------------------------
mkdir mine && chmod 700 mine
office mine/k.db
as_other 3 digest --db "$dir/mine/k.db"
warns '入る権限がありません（持ち主は root、今は nobody です）'
! grep -q 'kikusui init' err || fail 'it is there'
chmod 755 mine
as_other 3 digest --db "$dir/mine/k.db"
warns '持ち主は root、今は nobody です'
as_other 3 digest --db "$dir/none.db"
warns 'ありません。kikusui init'
# a key that cannot be read is not made anew
chown -R $other:$other mine
ok digest --db mine/k.db
chown root mine/k.db.keys/local.key
cp mine/k.db.keys/local.key before
as_other 3 digest --db "$dir/mine/k.db"
warns 'local.key'
warns '持ち主は root'
cmp -s before mine/k.db.keys/local.key || fail 'another key'
