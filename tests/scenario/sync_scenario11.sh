#!/bin/sh
# Two laptops, one spare (scenario 11), from nothing: an office and two laptops
# set up by one round trip of the stick each, both swap SP-07 offline, the
# office decides, everybody sees it. Then the same bundle again, a cut one and
# an altered one, and a look before taking in.
. "$(dirname "$0")/sync.sh"

KIKUSUI_NOW=2023-09-15T08:50
office o.db
ok do --db o.db worker.add name='鈴木 一' kana='すずき はじめ'
ok do --db o.db unit.add machine_id=PC-0701 model=M720q segment=住記・税 \
    place=7 key=W-7 --as 佐藤
ok do --db o.db unit.add machine_id=PC-1101 model=M720q segment=住記・税 \
    place=11 key=W-11 --as 佐藤
ok do --db o.db unit.add machine_id=SP-07 model=M720q segment=住記・税 \
    state=予備 place=受託者保管 --as 佐藤
ok do --db o.db spare.lend unit=SP-07 doc=貸与-7 --as 佐藤

laptop k1.db K1
laptop k2.db K2
ok node list --db o.db --format json
json '{n["name"] for n in j} == {"K0", "K1", "K2"}'
same o.db k1.db
same o.db k2.db

# The roster and the releases change at the office only, undone as well.
for action in 'worker.add name=偽' 'worker.edit worker=鈴木 phone=1' \
    'worker.remove worker=鈴木 reason=x' \
    'media.release kind=住記・税窓口 version=v9'; do
    exits 1 do --db k1.db --as 佐藤 $action
    warns 事務所の端末でだけ
done
ok history worker 鈴木 --db k1.db --format json
entry=$("$PYTHON" -c 'import json
print(json.load(open("out", encoding="utf-8"))[-1]["entry"])')
exits 1 do --db k1.db --as 佐藤 undo entry="$entry"
warns 事務所の端末だけ

# The day before: one incident each, by hand of the office.
ok do --db o.db --as 佐藤 incident.open unit=PC-0701 symptom=起動しない \
    contact='東 一郎' phone=011-000-0007 instructed=2023-09-15T09:00 --format json
no1=$(value no)
ok do --db o.db --as 佐藤 incident.open unit=PC-1101 symptom=起動しない \
    contact='厚別 花子' phone=011-000-0011 instructed=2023-09-15T09:05 \
    --format json
no2=$(value no)
sent o.db --as 佐藤 --reason 定期
ok import "$file" --db k1.db --as 佐藤
ok import "$file" --db k2.db --as 鈴木
same o.db k1.db
same o.db k2.db

# Offline, each at his site, the same spare.
work() {
    ok do --db "$1" --as "$2" incident.contact incident="$3" at="$4T09:10" \
        person="$5" fields=全部
    ok do --db "$1" --as "$2" visit.arrive incident="$3" at="$4T09:30"
    ok do --db "$1" --as "$2" visit.start incident="$3" at="$4T09:35"
    ok do --db "$1" --as "$2" incident.swap incident="$3" spare=SP-07 \
        at="$6" --format json
}
KIKUSUI_NOW=2023-09-15T10:30
work k1.db 佐藤 "$no1" 2023-09-15 '東 一郎' 2023-09-15T09:40
first=$(value entry)
KIKUSUI_NOW=2023-09-15T10:35
work k2.db 鈴木 "$no2" 2023-09-15 '厚別 花子' 2023-09-15T09:55
second=$(value entry)
ok do --db k2.db --as 鈴木 work.log incident="$no2" from=2023-09-15T09:35 \
    to=2023-09-15T10:20
ok do --db k2.db --as 鈴木 visit.leave incident="$no2" at=2023-09-15T10:25

# A bundle that was cut or altered is refused whole.
KIKUSUI_NOW=2023-09-15T16:00
sent k1.db --as 佐藤 --reason 定期
one=$file
sent k2.db --as 鈴木 --reason 定期
two=$file
digest o.db
before=$digest
cp o.db kept.db
head -c 1000 "$one" >cut.KKS
exits 4 import cut.KKS --db o.db --as 佐藤
size=$(wc -c <"$one")
"$PYTHON" - "$one" <<'PY'
import sys
b = bytearray(open(sys.argv[1], "rb").read())
b[len(b) // 2] ^= 1
open("bad.KKS", "wb").write(b)
PY
exits 4 import bad.KKS --db o.db --as 佐藤
: >empty.KKS
exits 4 import empty.KKS --db o.db --as 佐藤
head -c "$size" /dev/urandom >foreign.KKS
exits 4 import foreign.KKS --db o.db --as 佐藤
cmp -s o.db kept.db || fail 'an unverified file changed the database'
digest o.db
[ "$digest" = "$before" ] || fail 'a refused bundle changed the state'

# Looked at first, then taken in, then again.
ok import "$one" --preview --db o.db --as 佐藤 --format json
json 'j["preview"] and j["entries"] == 4 and j["bundles"][0]["sender"] == "K1"'
cmp -s o.db kept.db || fail 'a preview changed the database'
ok import "$one" --db o.db --as 佐藤 --format json
json 'j["entries"] == 4 and j["reviews"] == 0 and j["refused"] == 0'
ok import "$two" --preview --db o.db --as 佐藤 --format json
json 'j["entries"] == 6 and j["reviews"] == 1'
ok import "$two" --db o.db --as 佐藤 --format json
json 'j["entries"] == 6 and j["reviews"] == 1'
digest o.db
after=$digest
ok import "$two" --db o.db --as 佐藤
says '取込済み・変更なし'
ok import "$one" --db o.db --as 佐藤 --format json
json 'j["bundles"][0]["state"] == "already" and j["entries"] == 0'
digest o.db
[ "$digest" = "$after" ] || fail 'a bundle twice changed the state'
[ "$after" != "$before" ] || fail 'nothing was taken in'

# One review with both intents.
ok reviews --db o.db --format json
json 'len(j) == 1 and len(j[0]["entries"]) == 2'
review=$("$PYTHON" -c 'import json; print(json.load(open("out"))[0]["id"])')
ok reviews --db o.db
says 'SP-07'
says 'K1 佐藤 拓也'
says 'K2 鈴木 一'
# Decided at the office only; K1 is chosen.
exits 1 do --db k1.db --as 佐藤 review.choose review="$review" entry="$first"
ok do --db o.db --as 佐藤 review.choose review="$review" entry="$first" \
    reason=先に着いた
ok reviews --db o.db
says '要確認はありません'

decided() {
    ok show incident "$no1" --db "$1"
    says '状態: 復旧'
    says '交換した予備機: SP-07'
    ok show incident "$no2" --db "$1"
    says '状態: 予備未定'
    ! grep -q '交換した予備機' out || fail "$1: a spare is left"
    # His work stays: call, visit, hours, and the faulty unit's removal.
    says '最初の連絡: 09:10'
    says '最初の着手: 09:35'
    says '実稼働時間: 0:45'
    ok list visits --db "$1" --format json
    json 'len(j) == 2'
    ok list moves --db "$1" --format json
    json '[m["to"] for m in j if m["machine_id"] == "PC-1101"][0] == "菊水分庁舎"'
    # The ledger holds the spare once, at the first site.
    json '[m["at"] for m in j if m["machine_id"] == "SP-07"
          and m["to"] != "受託者保管"] == ["2023-09-15T09:40"]'
    ok list units --db "$1" --format json
    json '[u["site_no"] for u in j if u["machine_id"] == "SP-07"] == [7]'
    # Each seat keeps its key: the one with the spare, the other where the
    # faulty unit has it until a spare comes.
    json '{u["machine_id"]: u["key"] for u in j} == {
        "SP-07": "W-7", "PC-0701": None, "PC-1101": "W-11"}'
    # Both entries and the decision stay in the history.
    ok history incident "$no2" --db "$1"
    says "$second"
    says '要確認を決める'
    ok history incident "$no1" --db "$1"
    says "$first"
    ok reviews --db "$1" --format json
    json 'j == []'
    ok check --db "$1"
    ok rebuild --verify --db "$1"
}
decided o.db

# The laptops see the decision after the next exchange.
sent o.db --as 佐藤 --reason 定期
ok import stick --db k1.db --as 佐藤
grep -q 選ばれませんでした err && fail 'the winner is told that he lost'
ok import "$file" --db k2.db --as 鈴木
# The loser reads what stands, and why, until he has seen it.
warns 'こちらの記録は選ばれませんでした'
warns '理由: 先に着いた'
ok import "$file" --db k2.db --as 鈴木
warns '理由: 先に着いた'
ok screen home --db k2.db --size 160x40
says 選ばれませんでした
ok do --db k2.db --as 鈴木 review.seen
says '知らせは、もう出しません'
ok do --db k2.db --as 鈴木 review.seen
says '変わるものはありません'
ok import "$file" --db k2.db --as 鈴木
grep -q 選ばれませんでした err && fail 'he has seen it'
decided k1.db
decided k2.db
same o.db k1.db
same o.db k2.db

# Decided anew: the other swap stands, everywhere, and nothing of the first
# decision is left.
ok list decided --db o.db --format json
json 'len(j) == 1 and j[0]["reason"] == "先に着いた"
    and j[0]["title"].startswith("案件 K0-")'
ok screen decided --keys Enter --db o.db --as 佐藤
says '決めてあります: '
ok do --db o.db --as 佐藤 review.choose review="$review" entry="$second" \
    reason=聞き直した
ok show incident "$no2" --db o.db
says '交換した予備機: SP-07'
ok show incident "$no1" --db o.db
says '状態: 予備未定'
ok list units --db o.db --format json
json '[u["site_no"] for u in j if u["machine_id"] == "SP-07"] == [11]'
ok reviews --db o.db --format json
json 'j == []'
ok check --db o.db
sent o.db --as 佐藤 --reason 定期
ok import "$file" --db k1.db --as 佐藤
warns '理由: 聞き直した'
ok import "$file" --db k2.db --as 鈴木
same o.db k1.db
same o.db k2.db
# Nothing of it is half written anywhere.
[ -z "$(find . -name '~*' -o -name '*.part' -o -name '*-journal')" ] ||
    fail 'something is left over'
