#!/bin/sh
# A passphrase guards what is written: a second terminal, another name and a
# script do not pass it; wrong tries have to wait; a forgotten one is taken away
# by who may, and everybody can read that it was.
. "$(dirname "$0")/case.sh"

shop
run worker.edit worker=鈴木 role=業務責任者
rm config/kikusui/kikusui.ini
printf 'hiraku\n' >p1
printf 'himitsu\n' >p2
printf 'chigau\n' >bad
printf '\357\273\277hiraku\r\n' >bom # as Notepad writes it

# choose WORKER PASSPHRASE: on the screen, as a person does it.
choose() {
    ok screen --as "$1" --keys "F2 合言葉 Enter $2 Tab $2 F8"
    says 合言葉を決めました
}
choose 佐藤 hiraku
export KIKUSUI_NOW=2023-04-12T10:21

edit() {
    want=$1
    shift
    exits "$want" do site.edit site=4 note="$*" "$@"
}
# Nobody writes as him without it; what only reads, and a look before, do.
edit 1 --as 佐藤
warns --passphrase-file
edit 1 --as 佐藤 --passphrase-file bad
warns 合言葉が違います
edit 0 --as 佐藤 --passphrase-file p1
edit 0 --as 佐藤 --passphrase-file bom
edit 2 --as 佐藤 --passphrase-file none
ok do --preview site.edit site=4 note=x --as 佐藤
ok list sites --as 佐藤
mkdir stick
i=10
for command in 'export --to stick' 'import stick' 'node request --to stick' \
    'node rekey --to stick' 'node identity --to id' 'node passphrase' \
    'node refork' 'load holidays none.csv' 'node revoke K1 --lost' \
    'screen --keys j'; do
    exits 1 $command --as 佐藤 --passphrase-file bad
    warns 合言葉
    i=$((i + 1))
    KIKUSUI_NOW=2023-04-12T11:$i
done
KIKUSUI_NOW=2023-04-12T12:00
ok node identity --to key1.txt --as 佐藤 --passphrase-file p1
ok screen --keys j --as 佐藤 --passphrase-file p1
# Who has none goes on, as long as no screen stands locked.
edit 0 --as 鈴木

# A locked screen: no second one, no other name gets past.
ok screen lock --as 佐藤
edit 0 --as 鈴木
ok screen --keys F9 --as 佐藤 --passphrase-file p1
says 合言葉
edit 1 --as 鈴木
warns '佐藤 拓也 さんの鍵がかかっています'
ok screen home --as 鈴木
ok screen lock --keys 'hiraku Enter' --as 佐藤 --passphrase-file p1
edit 0 --as 鈴木

# Wrong tries wait, half a minute at most, in whatever process; then the right
# one is taken. A clock that was set back makes it no longer.
export KIKUSUI_NOW=2023-04-12T13:00
for i in 1 2 3; do
    edit 1 --as 佐藤 --passphrase-file bad
    warns 違います
done
edit 1 --as 佐藤 --passphrase-file p1
warns 'あと5秒'
export KIKUSUI_NOW=2023-04-12T12:50
edit 1 --as 佐藤 --passphrase-file p1
warns 'あと5秒'
export KIKUSUI_NOW=2023-04-12T13:01
for i in 4 5 6 7; do
    edit 1 --as 佐藤 --passphrase-file bad
    warns 違います
    KIKUSUI_NOW=2023-04-12T13:0$((i - 2))
done
KIKUSUI_NOW=2023-04-12T13:04
edit 1 --as 佐藤 --passphrase-file p1
warns 'あと30秒'
KIKUSUI_NOW=2023-04-12T13:10
edit 0 --as 佐藤 --passphrase-file p1

# Forgotten: not by anybody, not by himself, but by the one responsible with his
# own, or by who knows the passphrase of the node's keys.
refuse 業務責任者 worker.reset_passphrase worker=佐藤 --as 鈴木
choose 鈴木 himitsu
exits 1 do worker.reset_passphrase worker=佐藤 --as 鈴木 --passphrase-file bad
exits 1 do worker.reset_passphrase worker=鈴木 --as 佐藤 --passphrase-file p1
ok do worker.reset_passphrase worker=佐藤 --as 鈴木 --passphrase-file p2
edit 0 --as 佐藤
lists '[i["text"] for i in j] == ["端末 K0 で 佐藤 拓也 の合言葉を外した（業務責任者による）"]' security
KIKUSUI_NOW=2023-04-12T13:20
printf 'kagi\n' >key
ok node passphrase --new-file key --as 佐藤
says かけました
exits 1 node identity --to key2.txt --as 佐藤
ok node identity --to key3.txt --as 佐藤 --passphrase-file key
KIKUSUI_NOW=2023-04-12T13:21
ok do worker.reset_passphrase worker=鈴木 --as 鈴木 --passphrase-file key
lists 'len(j) == 2 and "端末の鍵の合言葉による" in str(j)' security

# The node's passphrase: changed, removed; with a worker's beside it, two lines.
choose 佐藤 hiraku
KIKUSUI_NOW=2023-04-12T13:30
printf '\357\273\277hiraku\r\nkagi\r\n' >both
printf 'kagi2\r\n' >key2
exits 1 node passphrase --remove --as 佐藤 --passphrase-file p1
warns 鍵を開けません
ok node passphrase --new-file key2 --as 佐藤 --passphrase-file both
says 替えました
exits 1 node identity --to key4.txt --as 佐藤 --passphrase-file both
printf 'hiraku\nkagi2\n' >both
ok node identity --to key5.txt --as 佐藤 --passphrase-file both
ok node passphrase --remove --as 佐藤 --passphrase-file both
exits 2 node passphrase --remove --new-file key --as 佐藤 --passphrase-file p1
exits 1 node passphrase --remove --as 佐藤 --passphrase-file p1
ok node identity --to key6.txt --as 佐藤 --passphrase-file p1

# A copy's keys open with the same words, however the file was written.
ok backup --to copy --passphrase-file both
mkdir r
printf '\357\273\277kagi2\r\n' >bom2
ok restore copy --db r/r.db
ok node identity --to id --db r/r.db --as 鈴木 --passphrase-file bom2

# Who came in, and who was refused.
lists '{"佐藤 拓也"} <= {i["who"] for i in j} and any("違う" in i["what"] for i in j)' accesses
ok rebuild --verify
ok check
