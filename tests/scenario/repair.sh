#!/bin/sh
# A faulty PC from the swap to the shelf (§5.1.2, R23-R25, R33): called in, dated
# with a witness, repaired, erased, rebuilt; what the desk promised, what may be
# missing and what may not.
. "$(dirname "$0")/case.sh"

shop
pcs
ledger <<ROWS
HP-0701,住記・税,HP_ProDesk400G3DM/CT,AG963B8DD2,東区役所,戸籍住民課,窓口,稼働中,2025-03-31,,住記・税窓口,v3,
HP-0702,住記・税,HP_ProDesk400G3DM/CT,AG963B8DD3,東区役所,戸籍住民課,窓口,稼働中,,,住記・税窓口,v3,
HP-0703,住記・税,HP_ProDesk400G3DM/CT,AG963B8DD4,受託者保管,,窓口,予備,,,住記・税窓口,v3,
NB-0311,中間サーバ,HP_ProBook_450_G8,5CD3110001,マイナンバーカードセンター,住民情報課,接続,稼働中,,,,,
NB-0312,中間サーバ,HP_ProBook_450_G8,5CD3110002,受託者保管,,接続,予備,,,,,
JZ-2301,住記・税,ジェイエスキューブ TOM9000-SC,41207,中央市税事務所,中央市税事務所,,稼働中,,,,,
ROWS
run worker.edit worker='佐藤 拓也' phone=090-0000-0001
dues() {
    lists '[(d["kind"], d["day"], d["what"], d["mark"]) for d in j
        if d["target"] == "repair"] == '"$1" due
}

# --- from a swap ---
at 2023-04-12T10:20
run incident.open place=4/保険年金課 unit=KK-0413 symptom=起動しない city_no=C-1 \
    contact=高橋
run incident.contact incident=C-1 at=10:35 person=高橋
at 2023-04-12T13:10
run visit.arrive incident=C-1 at=11:50
run visit.start incident=C-1 at=12:00
run incident.swap incident=C-1 spare=SP-07 at=12:30
at 2023-04-13T10:00
# The unit is at 菊水: nobody at the case's site is asked for it.
lists '[t["text"] for t in j if t["label"] == "担当者名"] ==
    ["佐藤 拓也（受託者）"]' desk_told no=KK-0413
# One that the swap began and that is none leaves the unit out of its place.
run repair.call repair=KK-0413 at=09:30
run repair.cancel repair=KK-0413 reason=市が引き取る
looks unit KK-0413 'j["state"] == "故障保管" and j["place"] == "菊水分庁舎"'
run undo
run undo
refuse '依頼 令和5年4月12日(水) 12:00 が交換' repair.call repair=KK-0413 at=2023-04-12T12:00
# None of its steps locks the next.
run repair.plan repair=KK-0413 visit_at=2023-04-14T13:00
says '窓口への連絡がまだ'
run undo
run repair.call repair=KK-0413 at=09:30 person=受付 ref=L-1
looks unit KK-0413 'j["state"] == "修理中"'
refuse より前です repair.plan repair=KK-0413 visit_at=2023-04-12T13:00 witness=山田
# The day may be known before the witness: it stands in what is due.
run repair.plan repair=KK-0413 visit_at=2023-04-14T13:00
says '立会 未定'
dues '[("修理訪問", "2023-04-14", "KK-0413 立会 未定", "")]'
lists '[r["state"] for r in j if r["machine_id"] == "KK-0413"] == ["立会未定"]' repairs
run repair.plan repair=KK-0413 witness=山田
dues '[("修理訪問", "2023-04-14", "KK-0413", "")]'
at 2023-04-14T17:00
# The erasing cannot be left out unsaid, nor its witness.
refuse データ消去がまだ repair.finish repair=KK-0413
refuse 立会した市の職員 repair.erase repair=KK-0413 at=14:00 by=レノボ
refuse 'だけでは省けません' repair.step repair=KK-0413 step=データ消去 done=skip note=急ぐ
# Nor the witness, without who of the city allowed it.
refuse 'だけでは省けません' repair.step repair=KK-0413 step=日程と立会 done=skip note=急ぐ
run repair.fix repair=KK-0413 at=13:40 parts=システムボード
dues '[]'
run repair.erase repair=KK-0413 at=14:00 by=レノボ witness=山田 cert=1
# Erased and not rebuilt it is no spare that could be carried out.
run repair.finish repair=KK-0413 at=16:00
lists '[r["readiness"] for r in j if r["machine_id"] == "KK-0413"] == ["要更新"]' spares
run undo
# Nor by another way back: its repair is open.
refuse 'データ消去の後です' unit.edit unit=KK-0413 media='国保福祉窓口 v3'
run spare.lend unit=KK-0413
lists '[r["readiness"] for r in j if r["machine_id"] == "KK-0413"] == ["修理"]' spares
run undo
refuse '媒体の用途が違います（国保福祉運用）' repair.rebuild repair=KK-0413 \
    media='国保福祉運用 v1' at=15:30
run repair.rebuild repair=KK-0413 media='国保福祉窓口 v3' at=15:30
run repair.step repair=KK-0413 step=再現試験 at=15:40
run repair.finish repair=KK-0413 at=16:00
lists '[r["readiness"] for r in j if r["machine_id"] == "KK-0413"] == ["即応"]' spares
refuse 終わっています repair.call repair=KK-0413
run undo
refuse より前です repair.finish repair=KK-0413 at=13:00
# Beyond repair it is the city's.
run repair.finish repair=KK-0413 at=16:00 outcome=市引渡
looks unit KK-0413 'j["state"] == "市引渡済"'
lists '[r for r in j if r["machine_id"] == "KK-0413"] == []' spares

# --- begun by mistake: the spare is what it was ---
at 2023-04-20T10:00
mistaken() {
    looks unit SP-20 'j["state"] == "'"$1"'" and j["readiness"] == '"$2"
    lists '[r["machine_id"] for r in j if r["open"]] == '"$3" repairs
}
mistaken 予備 '"即応"' '[]'
run repair.open unit=SP-20 symptom=異音
run repair.call repair=SP-20
mistaken 修理中 None '["SP-20"]'
refuse '修理が終わっていません' unit.edit unit=SP-20 state=予備
run unit.move unit=SP-20 place=菊水分庁舎 reason=保管替え state=予備
says '注意: SP-20 の修理が終わっていません（依頼済）'
run undo
refuse 理由 repair.cancel repair=SP-20
run repair.cancel repair=SP-20 reason=番号違い
says 'SP-20 は 予備（予備機 使用可）'
mistaken 予備 '"即応"' '[]'
run undo
mistaken 修理中 None '["SP-20"]'
# What was written since stays.
run unit.edit unit=SP-20 state=再構築中
run repair.cancel repair=SP-20 reason=番号違い
looks unit SP-20 'j["state"] == "再構築中"'
run undo
run undo
run repair.fix repair=SP-20 witness=山田
refuse '「修理を終える」で' repair.cancel repair=SP-20 reason=番号違い
run undo
run repair.cancel repair=SP-20 reason=番号違い
mistaken 予備 '"即応"' '[]'

# --- HP's 5/1 and its promise (scenario 2) ---
at 2023-04-28T16:30
run repair.open unit=HP-0703 symptom=異音
at 2023-05-01T10:00
looks repair HP-0703 'j["desk_line"] == "HP修理 閉 次 5/2 9:00  0120-206-042"
    and j["state"] == "起票" and j["erase_needed"] is True'
looks unit HP-0703 'j["state"] == "故障保管" and j["spare_state"] is None'
lists '[s for s in j if s["machine_id"] == "HP-0703"] == []' spares
refuse '受け付けていません（閉 次 5/2 9:00）' repair.call repair=HP-0703
run repair.call repair=HP-0703 pass=担当者の携帯につながった
run undo
at 2023-05-02T10:00
looks repair HP-0703 'j["desk_line"].startswith("HP修理 開 残7:00")
    and j["hint"] == "HP診断 開 残11:00  0120-566-589"'
run repair.call repair=HP-0703 ref=HPJ-1
says '約束: 翌営業日 令和5年5月8日(月) まで'
looks repair HP-0703 'j["visit_by"] == "2023-05-08"
    and j["promise"].endswith("令和5年5月8日(月) まで 残6日")'
dues '[("修理約束", "2023-05-08", "HP-0703 立会 未定", "")]'
run repair.plan repair=HP-0703 visit_at=2023-05-09T10:00 witness=山田
says 約束超過
dues '[("修理訪問", "2023-05-09", "HP-0703 約束超過 R5.5.8まで", "超")]'
looks repair HP-0703 'j["promise"].endswith("約束超過")'
run repair.plan repair=HP-0703 visit_at=2023-05-08T10:00
dues '[("修理訪問", "2023-05-08", "HP-0703", "")]'
# Elsewhere than in the city's houses with the city's consent alone.
refuse '本市の施設の外' repair.plan repair=HP-0703 place=受託者保管
run repair.plan repair=HP-0703 place=受託者保管 place_ok=山田 place_ok_at=2023-05-02T09:50
looks repair HP-0703 'j["place"] == "受託者保管" and j["place_ok"] == "山田"'
# Without a witness: who allowed it, when, why, all three.
at 2023-05-08T16:00
run repair.plan repair=HP-0703 witness=
refuse 立会する市の職員 repair.fix repair=HP-0703 at=11:00
refuse 'そろえて' repair.fix repair=HP-0703 at=11:00 skip_ok=山田 skip_reason=急用
run repair.fix repair=HP-0703 at=11:00 skip_ok=山田 skip_reason=急用 skip_at=08:50
# The certificate may follow, stands in what is due, and holds the way back.
run repair.erase repair=HP-0703 at=11:30 by=HP
says 証明書番号がまだ
at 2023-05-09T10:00
dues '[("証明書番号", "2023-05-09", "HP-0703 HP修理", "急")]'
run repair.rebuild repair=HP-0703 media='住記・税窓口 v3'
refuse 消去証明書を発行します repair.finish repair=HP-0703
run repair.cert repair=HP-0703 cert=HPD-77
dues '[]'
run repair.finish repair=HP-0703
lists '[r["readiness"] for r in j if r["machine_id"] == "HP-0703"] == ["即応"]' spares
# The promises of one minute before closing, and over the turn of the year.
promise() {
    at "$1"
    run repair.open unit=HP-0702 symptom=異音
    run repair.call repair=HP-0702
    looks repair HP-0702 'j["visit_by"] == "'"$2"'"'
    run undo
    run undo
}
promise 2023-06-14T16:55 2023-06-15
promise 2023-12-28T16:00 2024-01-04

# --- of a part, while the unit stays in use ---
# A disk that was replaced on site is erased; another part is only named.
at 2023-06-14T09:00
run incident.open unit=HP-0701 symptom=異音 city_no=C-7
ok do incident.replace_part --preview incident=C-7 part=メモリー contact=09:00 start=09:00
grep -q 修理を始め out && fail 'a part without data needs no repair'
run incident.replace_part incident=C-7 part='HDD（1TB）' contact=09:00 start=09:00
says 'データ消去のため修理を始めます: HP-0701 HDD（1TB）  HP修理 開 残8:00'
lists '[(r["machine_id"], r["part"], r["erase_needed"], r["no"]) for r in j if r["open"]]
    == [("HP-0701", "HDD（1TB）", True, "K0-0002")]' repairs
# The same again is asked about, here and at the repair; another part is not.
refuse '同じ部品の交換をもう記録しています' incident.replace_part incident=C-7 \
    part='hdd（1TB）'
refuse '同じ案件の修理がもう開いています' repair.open incident=C-7 unit=HP-0701 \
    part='HDD（1TB）'
refuse 'K0-0002 の案件の機器ではありません' repair.open incident=C-7 unit=HP-0702
run incident.replace_part incident=C-7 part=SSD
run undo
run incident.replace_part incident=C-7 part='HDD（1TB）' pass=2台目のディスク
lists 'len([r for r in j if r["open"]]) == 2' repairs
run undo
run undo
run incident.complete incident=C-7 action=x result=y pass=訓練
at 2023-06-14T10:00
run repair.open unit=HP-0701 part=HDD symptom=異音
looks repair HP-0701 'j["erase_needed"] is True and j["part"] == "HDD"'
run repair.call repair=HP-0701
looks unit HP-0701 'j["state"] == "稼働中"'
# Left out with the city's consent.
refuse '日時' repair.no_erase repair=HP-0701 by=山田 reason=市が保管
run repair.no_erase repair=HP-0701 by=山田 reason=市が保管 at=09:50
run repair.finish repair=HP-0701
looks repair HP-0701 'j["outcome"] == "修理済" and j["erase_ok"] == "山田"'
looks unit HP-0701 'j["state"] == "稼働中" and j["readiness"] is None'

# --- what a desk wants to hear, and the mail of one that takes mail ---
at 2023-11-22T17:30
run incident.open unit=NB-0311 symptom=画面が暗い error=なし contact=加藤 phone=011-211-0031
ok list desk_told no=K0-0003 --format json
json '{t["label"]: t["text"] for t in j} == {
    "お客様名": "札幌市 マイナンバーカードセンター 住民情報課",
    "担当者名": "佐藤 拓也（受託者）  現地 加藤様",
    "連絡先": "090-0000-0001  現地 011-211-0031",
    "機種": "HP_ProBook_450_G8", "製造番号": "5CD3110001",
    "設置場所": "札幌市中央区北3条西3丁目1-6 札幌小暮ビル 1階 "
                "マイナンバーカードセンター 住民情報課",
    "症状": "画面が暗い", "エラー": "なし"}'
run repair.open unit=NB-0311 part=パネル symptom=画面が暗い
looks repair NB-0311 'j["desk_line"].startswith("日立 開 残30分")
    and "添付: 修理依頼対応要求書（必ず" in j["mail"]
    and "製造番号: 5CD3110001" in j["mail"]'
refuse 修理依頼対応要求書 repair.call repair=NB-0311 by=メール
refuse 修理依頼対応要求書 repair.call repair=NB-0311 by=メール attached=no
run repair.call repair=NB-0311 by=メール attached=yes
says '宛先: doa.hitachicc.co@hitachi-systems.com'
looks incident K0-0003 '"製造番号: 5CD3110001" in j["told"]
    and "添付: 修理依頼対応要求書（必ず" in j["desk_mail"]'
# Erased it is not ready, also while no release of its media is known.
lists '[r["readiness"] for r in j if r["machine_id"] == "NB-0312"] == ["即応"]' spares
run repair.open unit=NB-0312
run repair.erase repair=NB-0312 by=日立 witness=山田
run repair.finish repair=NB-0312
lists '[r["readiness"] for r in j if r["machine_id"] == "NB-0312"] == ["要更新"]' spares
# A scanner has a number of five digits; nobody asked for the error yet.
run incident.open unit=JZ-2301 symptom=読まない city_no=C-9
lists '[(t["text"], t["missing"]) for t in j] == [
    ("41207", False), ("（まだ聞いていません）", True)]' \
    desk_told no=K0-0004 label='機番（5桁）|エラー'
lists '"対の制御PCが台帳にありません" in j[0]["text"]' desk_told no=K0-0004 \
    label=製造番号
refuse 'TOM9000 には予備機がありません' incident.swap incident=C-9 spare=SP-20
refuse '予備機と交換する機器ではありません' spare.report incident=C-9 told=山田
# A desk's page.
looks desk HP診断 'j["hours"] == "月火水木金 9:00-21:00、土 9:00-17:00"
    and j["badge"] == "開 残3:30" and j["promise"] == "訪問の日限の約束なし"'
looks desk HP修理 'j["hours"] == "月火水木金 9:00-17:00"
    and j["badge"] == "閉 次 11/24 9:00" and j["visits"] is None
    and j["promise"].endswith("令和5年11月27日(月) まで")'
looks desk リコー 'j["visit_hours"] == "月火水木金土 9:00-17:00"'
looks desk 日立 'j["paper"] == "修理依頼対応要求書を必ず添付"'
# Days that nobody stated are not open.
for day in 2023-08-14 2023-12-29; do
    ok desk エプソン --at "${day}T11:00" --format json
    json '{d["open"] for d in j if d["service"] == "受付"} == {None}'
done
ok desk 日立 --at 2023-08-14T11:00 --format json
json 'j[0]["open"] is None'
ok check
ok rebuild --verify
