#!/bin/sh
# Two people at one database: one takes a bundle in while the other works. The
# gate holds the first in the middle of its writing, so that the second surely
# comes then. Neither is turned away for it, and both find what they did.
. "$(dirname "$0")/sync.sh"
: "${KIKUSUI_TEST_GATE:?the library that holds a process}"

mkfifo gate
# held ARGUMENTS…: the program in the background, until it stands in its writing
# and has the lock; `released` lets it go on and tells its status.
held() {
    LD_PRELOAD=$KIKUSUI_TEST_GATE KK_GATE=o.db-journal KK_GATE_ALL=1 \
        KK_GATE_FIFO=$dir/gate "$KIKUSUI" "$@" >held.out 2>held.err </dev/null &
    held=$!
    exec 8>gate
}
released() {
    exec 8>&-
    wait "$held" || fail "held: status $?: $(cat held.err)"
}
# beside ARGUMENTS…: the program in the background, until it waits for the lock;
# `came` tells its end.
mkfifo told && exec 7<>told
beside() {
    {
        LD_PRELOAD=$KIKUSUI_TEST_GATE KK_GATE_SLEPT=$dir/told \
            "$KIKUSUI" "$@" >beside.out 2>beside.err </dev/null
        echo "$?" >&7
    } 8>&- &
    read -r word <&7
    [ "$word" = slept ] || fail "it did not wait: $word $(cat beside.err)"
}
came() {
    read -r word <&7
    [ "$word" = 0 ] || fail "beside: status $word: $(cat beside.err)"
}
sound() {
    ok check --db o.db
    ok rebuild --verify --db o.db
}

office o.db
laptop k1.db K1
ok backup --db o.db
ok do --db k1.db --as 佐藤 incident.open place=7 symptom=端末から
sent k1.db --as 佐藤

# An import is under way. Who looks sees what was there before, at once; who
# would look at the bundle is told that somebody writes.
held import "$file" --db o.db --as 佐藤
ok list incidents --db o.db --as 佐藤
grep -q 端末から out && fail 'half of an import is seen'
exits 3 import --preview "$file" --db o.db --as 佐藤
warns 少し待ってもう一度
# Who records waits for its end; it is not lost and not refused.
beside do --db o.db --as 佐藤 incident.open place=8 symptom=事務所で
released
came
grep -q '新規 1' held.out || fail "the import: $(cat held.out)"
ok list incidents --db o.db --as 佐藤
says 端末から
says 事務所で
sound

# The other way about: somebody records when a bundle is to be taken in.
ok do --db k1.db --as 佐藤 incident.open place=9 symptom=次の日
sent k1.db --as 佐藤
held do --db o.db --as 佐藤 incident.open place=10 symptom=書きかけ
beside import "$file" --db o.db --as 佐藤
released
came
grep -q '新規 1' beside.out || fail "the import: $(cat beside.out)"

# Both take the same bundle in: one does, the other finds it done.
ok do --db k1.db --as 佐藤 incident.open place=11 symptom=一度だけ
sent k1.db --as 佐藤
held import "$file" --db o.db --as 佐藤
beside import "$file" --db o.db --as 佐藤
released
came
grep -q '新規 1' held.out || fail "the first: $(cat held.out)"
grep -q '取込済み・変更なし' beside.out || fail "the second: $(cat beside.out)"
ok list incidents --db o.db --as 佐藤 --format json
json 'sorted(i["symptom"] for i in j) == sorted("端末から 事務所で 次の日 書きかけ 一度だけ".split())'
sound

# Who is killed in the midst of an import leaves nothing of it, and nobody who
# waits for him waits for good.
ok do --db k1.db --as 佐藤 incident.open place=12 symptom=あとで
sent k1.db --as 佐藤
held import "$file" --db o.db --as 佐藤
beside do --db o.db --as 佐藤 incident.open place=13 symptom=そのあと
kill -KILL "$held"
wait "$held" 2>/dev/null
exec 8>&-
came
ok list incidents --db o.db --as 佐藤
says そのあと
grep -q あとで out && fail 'what was killed is there'
ok import "$file" --db o.db --as 佐藤
says '新規 1'
sound
sent o.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
same o.db k1.db
