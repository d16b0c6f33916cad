#!/bin/sh
# Words for one case after another: an office with its people and its ledger,
# the clock moved by hand, actions run, refused and looked at.
. "$(dirname "$0")/lib.sh"

# at TIME: what the clock says from here on.
at() {
    export KIKUSUI_NOW="$1"
}
# run ACTION KEY=VALUE…
run() {
    ok do "$@"
}
# entry ACTION KEY=VALUE…: done; $entry is what was recorded.
entry() {
    ok do "$@" --format json
    entry=$("$PYTHON" -c 'import json; print(json.load(open("out"))["entry"])')
}
# refuse WORDS ACTION KEY=VALUE…: refused, with these words in the reason.
refuse() {
    words=$1
    shift
    exits 1 do "$@"
    warns "$words"
}
# looks KIND REF EXPRESSION: true of j, the record as json.
looks() {
    ok show "$1" "$2" --format json
    json "$3"
}
# lists EXPRESSION NAME KEY=VALUE…: true of j, the rows.
lists() {
    expression=$1
    shift
    ok list "$@" --format json
    json "$expression"
}
# told WORDS KIND REF: the record's history says so, on one line.
told() {
    ok history "$2" "$3"
    grep -qF -- "$1" out || fail "the history of $3 does not say: $1"
}

# shop: an office of its own with two people, 佐藤 the one at the keyboard.
shop() {
    export KIKUSUI_DB="$dir/o.db"
    office o.db
    run worker.add name='鈴木 花子' kana='すずき はなこ'
    mkdir -p config/kikusui
    printf '[user]\nworker = 佐藤 拓也\n' >config/kikusui/kikusui.ini
}
# ledger: the city's list as of the contract's first day, its rows on stdin.
ledger() {
    {
        echo '機器ID,区分,機種名,製造番号,拠点,設置部署,用途,状態,保証期限,ワイヤー鍵,媒体種別,媒体版,端末設定'
        cat
    } >ledger.csv
    ok load ledger ledger.csv --as-of 2023-04-01
}
# pcs: what most cases need. KK-0413 is a PC at a counter, SP-07 the spare
# that fits it, SP-08 one of an older version, SP-09 one of another image,
# SP-20 one of another model.
pcs() {
    ledger <<ROWS
KK-0413,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC0413,北区役所,保険年金課,窓口,稼働中,2024-09-30,W-112,国保福祉窓口,v3,KITA-HN-03 10.4.2.13
KK-0414,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC0414,北区役所,保険年金課,窓口,稼働中,,W-113,国保福祉窓口,v3,KITA-HN-04 10.4.2.14
SP-07,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9007,受託者保管,,窓口,予備,,,国保福祉窓口,v3,
SP-08,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9008,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-09,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9009,受託者保管,,運用,予備,,,国保福祉運用,v1,
JS-0101,住記・税,HP_ProDesk400G3DM/CT,HP0101,東区役所,,運用,稼働中,,,住記・税運用,v1,HIGASHI-01
SP-20,住記・税,HP_ProDesk400G3DM/CT,HP9020,受託者保管,,運用,予備,,,住記・税運用,v1,
ROWS
}
