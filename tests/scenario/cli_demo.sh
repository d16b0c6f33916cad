#!/bin/sh
# The training copy: 2,062 units at 32 sites, ready without a screen.
. "$(dirname "$0")/paper.sh"

ok demo --dir one/two --no-screen
[ "$(cat out)" -ef one/two/kikusui.db ] || fail 'where is it?'
ok check --db one/two/kikusui.db --format json
json 'j["ok"] is True and j["rows"] > 2062'
ok list sites --db one/two/kikusui.db --format json
json 'len(j) == 32'
# Its three lists come to the contract's numbers (別表1), nothing short.
export KIKUSUI_DB="$dir/one/two/kikusui.db"
reads ledger 2023-04 住記・税
foot 1077 1021 56 0 0
reads ledger 2023-04 国保福祉
foot 725 698 27 0 0
reads ledger 2023-04 中間サーバ
foot 260 252 8 0 0
unset KIKUSUI_DB
# Its worker need not be chosen.
ok --db one/two/kikusui.db do site.edit site=4 note=練習
# A training laptop can be enrolled at it.
ok init --role laptop --name K2 --db k2.db
ok node request --to . --db k2.db
digits=$(sed -n 2p out)
ok node approve "$(head -n 1 out)" --digits "$digits" --to . \
    --db one/two/kikusui.db
digits=$(sed -n 2p out)
ok node accept "$(head -n 1 out)" --digits "$digits" --db k2.db
ok digest --db k2.db
prints "$(cat out)" digest --db one/two/kikusui.db
ok node list --db one/two/kikusui.db
says '事務所'
says '使用中'
exits 1 demo --dir one/two --no-screen
prints 2023-05-01T09:00 due 2023-04-28T16:30 60 --db one/two/kikusui.db

# Stopped half way, nothing is left that looks like one.
"$KIKUSUI" demo --dir stopped --no-screen --progress-fd 3 3>steps >out 2>err &
pid=$!
n=0
while [ ! -s steps ] && [ "$n" -lt 200 ]; do
    sleep 0.05
    n=$((n + 1))
done
kill -TERM "$pid"
wait "$pid"
[ $? = 1 ] || fail 'stopped, and not status 1'
[ -z "$(ls -A stopped)" ] || fail 'something is left behind'
