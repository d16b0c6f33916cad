#!/bin/sh
# A small device that was swapped out gets two fates on two laptops that knew
# nothing of each other: whichever the office lets stand, the other was not, and
# every copy says the same (R30, R31).
. "$(dirname "$0")/sync.sh"

KIKUSUI_NOW=2023-10-10T08:50
office o.db
{
    echo '機器ID,区分,機種名,製造番号,拠点,設置部署,用途,状態'
    echo 'BC-1,国保福祉,SSH65LVU,BC1,白石区複合庁舎,,窓口,稼働中'
    echo 'SB-1,国保福祉,SSH65LVU,SB1,受託者保管,,窓口,予備'
} >ledger.csv
ok load ledger ledger.csv --as-of 2023-04-01 --db o.db --as 佐藤
o() {
    ok do --db o.db --as 佐藤 "$@"
}
o incident.open unit=BC-1 symptom=x city_no=C-1
o incident.contact incident=C-1
o visit.start incident=C-1
o incident.swap incident=C-1 spare=SB-1
o incident.step incident=C-1 step=追加設定
o incident.user_check incident=C-1 by=係
o incident.complete incident=C-1 action=交換 result=復旧
o incident.mail_sent incident=C-1
o incident.ask_warranty incident=C-1 of=契約係
laptop k1.db K1
laptop k2.db K2
for f in o k1 k2; do
    cp $f.db start-$f.db
    cp -r $f.db.keys start-$f.keys
done
k() {
    ok do --db "$@" --as 佐藤 --format json
    entry=$(value entry)
}
for keep in handed shipped; do
    for f in o k1 k2; do
        rm -rf $f.db* stick/*
        cp start-$f.db $f.db
        cp -r start-$f.keys $f.db.keys
    done
    KIKUSUI_NOW=2023-10-10T10:00
    k k1.db incident.warranty_answer incident=C-1 answer=保証外
    handed_answer=$entry
    k k1.db incident.hand_over incident=C-1 to=山田
    handed=$entry
    KIKUSUI_NOW=2023-10-10T10:30
    k k2.db incident.warranty_answer incident=C-1 answer=保証内 until=2024-03-31
    shipped_answer=$entry
    k k2.db incident.ship incident=C-1 to=ウェルコム no=77
    shipped=$entry
    KIKUSUI_NOW=2023-10-10T16:00
    for f in k1 k2; do
        sent $f.db --as 佐藤
        ok import "$file" --db o.db --as 佐藤
    done
    eval "answer=\$${keep}_answer act=\$$keep"
    for turn in 1 2 3 4; do
        ok reviews --db o.db --format json
        [ "$(cat out)" = '[]' ] && break
        pick=$("$PYTHON" -c 'import json, sys
reviews = json.load(open("out"))
for want in sys.argv[1:]:
    for r in reviews:
        if want in r["entries"]:
            print(r["id"], want)
            sys.exit()' "$act" "$answer")
        [ -n "$pick" ] || fail 'a review of neither'
        ok do --db o.db --as 佐藤 review.choose review="${pick% *}" \
            entry="${pick#* }" reason=市に確認
    done
    [ "$(cat out)" = '[]' ] || fail 'a review stays open'
    ok show incident C-1 --db o.db --format json
    case $keep in
    handed) json 'j["answer"] == "保証外" and j["handed_to"] == "山田"
        and j["shipped_at"] is None and j["shipped_to"] is None' ;;
    shipped) json 'j["answer"] == "保証内" and j["handed_at"] is None
        and j["handed_to"] is None and j["ship_no"] == "77"' ;;
    esac
    ok show unit BC-1 --db o.db --format json
    case $keep in
    handed) json 'j["state"] == "市引渡済" and j["place"] == "菊水分庁舎"' ;;
    shipped) json 'j["state"] == "修理中" and j["place"] == "メーカー預け"
        and j["warranty_until"] == "2024-03-31"' ;;
    esac
    ok list aftercare --db o.db --format json
    case $keep in
    handed) json 'j == []' ;;
    shipped) json '[a["rest"] for a in j] == ["返着、修理"]' ;;
    esac
    ok check --db o.db
    sent o.db --as 佐藤
    ok import "$file" --db k1.db --as 佐藤
    same o.db k1.db
done
