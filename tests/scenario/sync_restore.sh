#!/bin/sh
# Going back: a laptop, the office on a new disk with the keys of its backup,
# both at once, and a copied database file with and without its key folder.
# Nothing that was exchanged is lost, what was recorded after the backup comes
# back, and no name of an entry ever means two things.
. "$(dirname "$0")/sync.sh"
echo 'correct horse battery' >pass

opened() { # opened DB SYMPTOM [OPTIONS…]
    db=$1 symptom=$2
    shift 2
    ok do --db "$db" --as 佐藤 "$@" incident.open place=7 symptom="$symptom"
}
# alive DB SYMPTOM…: each of them once, and no other.
alive() {
    db=$1
    shift
    ok list incidents --db "$db" --as 佐藤 --format json
    json "sorted(i['symptom'] for i in j) == sorted('$*'.split())"
    ok check --db "$db"
    ok rebuild --verify --db "$db"
}
# noted DB…: what every name means there, for the end.
noted() {
    for db in "$@"; do
        "$PYTHON" - "$db" >>names <<'PY' || fail "names of $db"
import sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
for row in db.execute("SELECT writer, seq, hex(hash) FROM entry"):
    print(*row)
PY
    done
}
# there_and_back LAPTOP [OPTIONS for the office…]
there_and_back() {
    db=$1
    shift
    sent "$db" --as 佐藤
    ok import "$file" --db "$office" --as 佐藤 "$@"
    ok export --db "$office" --as 佐藤 --to stick --format json "$@"
    file=$(value file)
    ok import "$file" --db "$db" --as 佐藤
}

# hand_out LAPTOP…: what an office that went back has to do first: the laptops
# hear what it has, and bring the rest.
hand_out() {
    ok export --db "$office" --as 佐藤 --to stick --passphrase-file pass \
        --format json
    file=$(value file)
    for db in "$@"; do
        ok import "$file" --db "$db" --as 佐藤
    done
}

office=o.db
office o.db
laptop k1.db K1
laptop k2.db K2
opened k1.db 初
there_and_back k1.db

# --- a laptop: the file is gone, backup and tail are there -------------------
ok backup --db k1.db
opened k1.db 渡した
there_and_back k1.db
opened k1.db 手元
noted k1.db o.db
echo broken >k1.db
ok restore "$(ls -d k1.db.backup/*.db | tail -1)" --db k1.db --format json
json 'j["tail"] == 2 and j["unverified"] == 0'
alive k1.db 初 渡した 手元
# without the tail only what the office had comes back, by itself
ok backup --to k1.bak --db k1.db --passphrase-file pass
opened k1.db 渡した二
there_and_back k1.db
noted k1.db o.db
rm -f k1.db k1.db.tail
ok restore k1.bak --db k1.db --format json
json 'j["tail"] == 0 and j["old"] == 0'
opened k1.db 戻って
there_and_back k1.db
alive k1.db 初 渡した 手元 渡した二 戻って
same o.db k1.db
noted k1.db o.db

# --- the office: a new disk, and the keys of its backup ----------------------
ok backup --to office.bak --db o.db --as 佐藤 --passphrase-file pass --format json
json 'j["keys"].endswith("office.bak.key")'
[ "$(stat -c %a office.bak office.bak.key | sort -u)" = 600 ] || fail modes
! grep -q AGE-SECRET-KEY office.bak.key || fail 'the keys lie open'
opened o.db 事務所で
opened k2.db 東で
there_and_back k1.db # K1 has what the office recorded last
sent k2.db --as 佐藤
ok import "$file" --db o.db --as 佐藤 # and nobody but K2 has this
noted o.db k1.db k2.db
rm -rf o.db*
mkdir new
ok restore office.bak --db new/o.db --format json
json 'j["keys"] is True and j["aside"] is None'
office=new/o.db
exits 1 export --db $office --as 佐藤 --to stick
warns 合言葉
echo 'wrong' >wrong
exits 1 export --db $office --as 佐藤 --to stick --passphrase-file wrong
opened $office 新しい機械で --passphrase-file pass
# the laptops go on as they were, and bring back what it had, once they have
# heard what it has
sent k1.db --as 佐藤
exits 4 import "$file" --db $office --as 佐藤 --passphrase-file pass
warns 'こちらから書き出したものを送り手で取り込んで'
hand_out k1.db k2.db
there_and_back k2.db --passphrase-file pass
there_and_back k1.db --passphrase-file pass
there_and_back k2.db --passphrase-file pass
for db in $office k1.db k2.db; do
    alive $db 初 渡した 手元 渡した二 戻って 事務所で 東で 新しい機械で
done
same $office k1.db
same $office k2.db
noted $office k1.db k2.db
# one more laptop is enrolled by the keys that came back
ok init --role laptop --name K3 --db k3.db
ok node request --to stick --db k3.db --format json
request=$(value file) digits=$(value digits)
ok node approve "$request" --digits "$digits" --to stick --db $office \
    --as 佐藤 --passphrase-file pass --format json
ok node accept "$(value file)" --digits "$(value digits)" --db k3.db
same $office k3.db

# --- both at once ------------------------------------------------------------
ok backup --to o2.bak --db $office --as 佐藤 --passphrase-file pass
ok backup --to k2.bak --db k2.db --passphrase-file pass
opened k2.db 両方一
there_and_back k2.db --passphrase-file pass
opened k2.db 両方二 # only in K2's own file and tail
there_and_back k1.db --passphrase-file pass
noted $office k1.db k2.db
rm -f $office $office.tail
ok restore o2.bak --db $office
echo broken >k2.db
ok restore k2.bak --db k2.db --format json
json 'j["tail"] >= 2'
opened k2.db 両方三
opened $office 両方四 --passphrase-file pass
hand_out k1.db k2.db
there_and_back k2.db --passphrase-file pass
there_and_back k1.db --passphrase-file pass
there_and_back k2.db --passphrase-file pass
all='初 渡した 手元 渡した二 戻って 事務所で 東で 新しい機械で 両方一 両方二
両方三 両方四'
for db in $office k1.db k2.db; do
    alive $db $all
done
same $office k1.db
same $office k2.db
noted $office k1.db k2.db

# --- a copied database file --------------------------------------------------
cp k1.db bare.db # without the keys: it can be worked in, not exported
cp -a k1.db whole.db && cp -a k1.db.keys whole.db.keys
opened k1.db 元
opened bare.db 鍵なし
opened whole.db 鍵つき
noted k1.db bare.db whole.db
exits 1 export --db bare.db --as 佐藤 --to stick
warns 鍵がありません
there_and_back whole.db --passphrase-file pass
there_and_back k1.db --passphrase-file pass
# the bare copy's work comes home through restore, with all that K1 has
ok restore bare.db --db k1.db --format json
json 'j["tail"] + j["old"] >= 2 and j["unverified"] == 0'
there_and_back k1.db --passphrase-file pass
there_and_back k2.db --passphrase-file pass
for db in $office k1.db k2.db; do
    alive $db $all 元 鍵なし 鍵つき
done
same $office k1.db
same $office k2.db
noted $office k1.db k2.db whole.db

"$PYTHON" - <<'PY' || fail 'a name means two things'
seen = {}
for line in open("names"):
    writer, seq, digest = line.split()
    assert seen.setdefault((writer, seq), digest) == digest, line
assert len(seen) > 15
PY
