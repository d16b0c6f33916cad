#!/bin/sh
# What must not get in, through the command line: exit status 4 with a reason
# that says what to do, the state as it was, no byte written for what is not
# signed by somebody known, nothing left on the disk.
. "$(dirname "$0")/sync.sh"

office o.db
laptop k1.db K1
cp -a o.db early.db && cp -a o.db.keys early.db.keys
laptop k2.db K2
# A request that nobody has answered yet.
ok init --role laptop --name K3 --db k3.db
ok node request --to stick --db k3.db --format json
request=$(value file)
ok do --db k1.db --as 佐藤 incident.open place=7 symptom=一
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤
digest o.db
before=$digest

# refused WORDS FILE [OPTIONS…]
refused() {
    words=$1
    shift
    exits 4 import "$@" --db o.db --as 佐藤
    warns "$words"
    digest o.db
    [ "$digest" = "$before" ] || fail "$*: the state changed"
    ls -A . o.db.* >now
    cmp -s listed now || fail "$*: something is left: $(diff listed now)"
}
unsigned() {
    refused "$@"
    cmp -s o.db kept.db || fail "$*: the database was written"
}
asked=$request
: >now
good=$file
mkdir other && cd other && mkdir stick || exit 1
office o.db
laptop k1.db K1
sent k1.db --as 佐藤
foreign=$file
cd ..
file=$good
mkdir none && : >none/note.txt
: >empty.KKS
head -c 100 "$file" >short.KKS
cat "$file" "$file" >long.KKS
ln -s "$file" link.KKS
mkfifo pipe.KKS
"$PYTHON" - "$file" <<'PY'
import sys
raw = open(sys.argv[1], "rb").read()
for name, at, to in (("newer", 8, 2), ("kind", 12, 9), ("flipped", 300, None)):
    out = bytearray(raw)
    out[at] = out[at] ^ 1 if to is None else to
    open(name + ".KKS", "wb").write(out)
PY
sent o.db --as 佐藤
own=$file
cp o.db kept.db && ls -A . o.db.* >listed

unsigned '別の事業所' "$foreign"
unsigned '取り込めるファイル' none
unsigned '' nowhere.KKS
unsigned '' empty.KKS
unsigned '' short.KKS
unsigned '' long.KKS
unsigned '' link.KKS
unsigned '' pipe.KKS
unsigned '新しくして' newer.KKS
unsigned '' kind.KKS
unsigned '署名' flipped.KKS
unsigned 'node approve' "$asked"
unsigned 'この端末あてではありません' "$own"


# A laptop that this office does not know (enrolled after the copy was made).
ok do --db k2.db --as 佐藤 incident.open place=7 symptom=二
sent k2.db --as 佐藤
cp early.db kept.db
exits 4 import "$file" --db early.db --as 佐藤
warns '名簿にありません'
cmp -s early.db kept.db || fail 'an unknown sender wrote into the database'

# A lost one: what it sent before counts, what it sends now is left out.
ok import "$file" --db o.db --as 佐藤
ok node revoke K2 --lost --db o.db --as 佐藤
ok do --db k2.db --as 佐藤 incident.open place=7 symptom=盗
digest o.db
before=$digest
sent k2.db --as 佐藤
ok import "$file" --db o.db --as 佐藤 --format json
json 'j["entries"] == 0 and j["left_out"] == 1'
digest o.db
[ "$digest" = "$before" ] || fail 'a lost laptop changed the state'
ok list incidents --db o.db --as 佐藤 --format json
json 'sorted(i["symptom"] for i in j) == ["一", "二"]'
# What is refused after its signature was checked is told in one list.
sent o.db --as 佐藤
exits 4 import "$file" --db k2.db --as 佐藤
ok list refusals --db k2.db --as 佐藤 --format json
json 'len(j) == 1'
ok list refusals --db o.db --as 佐藤 --format json
json 'j == []'
