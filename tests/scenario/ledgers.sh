#!/bin/sh
# The three lists of whereabouts (§5.4, R45-R49): in the columns of the list that
# the city lent, read again without a change; how each comes to the contract's
# number; what became of a unit since the list was last handed in.
. "$(dirname "$0")/paper.sh"

shop
cat >city.csv <<'ROWS'
拠点,設置部署,機器ID,区分,機種名,状態,製造番号,用途,媒体種別,媒体版,備考
北区役所,保険年金課,KK-0413,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,稼働中,PC0413,窓口,国保福祉窓口,v3,"二段目、
窓際"
北区役所,保険年金課,KK-0414,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,稼働中,PC0414,窓口,国保福祉窓口,v3,髙﨑①㈱𠮷
受託者保管,,SP-07,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,予備,PC9007,窓口,国保福祉窓口,v3,
菊水分庁舎,,KK-0900,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,保管,PC0900,窓口,,,
東区役所,,JS-0101,住記・税,HP_ProDesk400G3DM/CT,稼働中,HP0101,運用,住記・税運用,v1,
ROWS
ok load ledger city.csv --as-of 2023-04-01
three() { # MONTH ENDING STEM: all three are made; 国保福祉 is read
    paper ledger "$1" "$2" \
        "$3_04_所在等管理用機器一覧（住記・税）_下書き.$2" \
        "$3_05_所在等管理用機器一覧（国保福祉）_下書き.$2" \
        "$3_06_所在等管理用機器一覧（中間サーバ接続端末）_下書き.$2"
    reads ledger "$1" 国保福祉
}
three 2023-04 txt R05-04
tells '拠点 設置部署 機器ID 区分 機種名 状態 製造番号 用途 媒体種別 媒体版 備考 変更' \
    '北区役所 保険年金課 KK-0414 国保福祉' 髙﨑①㈱𠮷 \
    'デスクトップパソコン及びディスプレイ * 312 * 3 * 1 * 0 * 308'
foot 725 3 1 0 721
silent 異動
silent JS-0101
reads ledger 2023-04 住記
tells JS-0101
foot 1077 1 0 0 1076
reads ledger 2023-04 中間
tells 該当なし
foot 260 0 0 0 260

# What changed since the city's list: the spare went out for the faulty one,
# which goes to 菊水; one is new; one is of another use.
at 2023-04-20T10:00
run incident.open unit=KK-0413 symptom=映らない contact=佐々木様 city_no=R5-1
run incident.contact incident=R5-1 person=佐々木様
run visit.arrive incident=R5-1
run visit.start incident=R5-1
run incident.swap incident=R5-1 spare=SP-07 faulty_to=菊水分庁舎 settings=復元
run unit.add machine_id=KK-0415 model=M720q segment=国保福祉 place=東区役所
run unit.edit unit=KK-0414 role=運用 reason=用途変更
three 2023-04 txt R05-04
tells '北区役所 保険年金課 SP-07 国保福祉 * 異動' '受託者保管 から' \
    'KK-0415 * 新規' 'KK-0414 * 変更 * 用途 窓口→運用（用途変更）' \
    'KK-0413 * 除外'
foot 725 3 2 0 720
"$PYTHON" - <<'E' || { cp paper out; fail "the annex 対象外へ転出"; }
import re
said = open("paper", encoding="utf-8").read()
annex = said[said.index("対象外へ転出"):said.index("廃止・管理外・市引渡")]
assert re.search("KK-0413.*北区役所.*菊水分庁舎", annex) and "KK-0900" not in annex
E

# Handed in, all of that is said; what comes after it is not.
run document.add kind=所在等管理用機器一覧（国保福祉） period=令和5年4月分 \
    due=2023-04-28
run document.submit document=所在等管理用機器一覧（国保福祉） at=2023-04-20T10:30 \
    to=市
at 2023-05-10T10:00
three 2023-05 txt R05-05
silent 異動
silent 新規
run unit.edit unit=KK-0415 state=廃止 reason=落雷で故障
three 2023-05 txt R05-05
tells 'KK-0415 * 除外' '廃止 * 東区役所 * 落雷で故障'
foot 725 2 2 1 720
# What was not in the list counts, also where it had happened before.
run unit.move unit=KK-0414 place=東区役所 at=2023-04-19T09:00 reason=配置替え
three 2023-05 txt R05-05
tells '東区役所 * KK-0414 * 異動 2023-04-19 09:00 北区役所 から　配置替え'
# The month that was handed in, made again, says the same as then.
three 2023-04 txt R05-04
tells 'SP-07 国保福祉 * 異動'

# The file that programs read: its rows alone, in the city's order, and loaded
# again nothing changes.
three 2023-05 csv R05-05
"$PYTHON" - made/*国保福祉* "$KIKUSUI_DB" <<'E' || fail "the rows"
import csv, io, sqlite3, sys
raw = open(sys.argv[1], "rb").read()
assert raw.startswith(b"\xef\xbb\xbf")
rows = list(csv.DictReader(io.StringIO(raw[3:].decode("utf-8"), newline="")))
lent = "拠点,設置部署,機器ID,区分,機種名,状態,製造番号,用途,媒体種別,媒体版,備考"
assert list(rows[0])[:11] == lent.split(","), list(rows[0])
con = sqlite3.connect("file:" + sys.argv[2] + "?mode=ro", uri=True)
want = con.execute("""select u.machine_id, u.serial, p.name, u.state, u.note
    from unit u join place p on p.id = u.place_id join model m on
    m.id = u.model_id where u.deleted is null and m.counted = 1 and
    u.segment = '国保福祉' and p.ledger_scope = 1 and u.state not in
    ('廃止', '管理外', '市引渡済') order by 1""").fetchall()
got = sorted((r["機器ID"], r["製造番号"] or None, r["拠点"], r["状態"],
              r["備考"] or None) for r in rows)
assert got == want, (got, want)
E
ok digest
cp out before
for f in made/*.csv; do
    [ "$(wc -l <"$f")" -gt 1 ] || continue
    ok load ledger "$f" --as-of 2023-05-10 --preview --format json
    json 'j["added"] == 0 and j["changed"] == 0 and j["bad"] == 0'
    ok load ledger "$f" --as-of 2023-05-10
done
ok digest
cmp -s out before || fail "the list that was written changed something"
