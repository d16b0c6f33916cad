#!/bin/sh
# A new version of the recovery media makes older spares 要更新, and the spare
# with the newest image is offered first (R36, R54-R57; scenario 9).
. "$(dirname "$0")/case.sh"

shop
ledger <<ROWS
TI-1801,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC1801,手稲区役所,,窓口,稼働中,,,国保福祉窓口,v2,TEINE-01
SP-01,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9001,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-02,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9002,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-03,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9003,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-04,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9004,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-09,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9009,受託者保管,,運用,予備,,,国保福祉運用,v1,
ROWS
stock() {
    lists '[(s["ready"], s["stale"], s["total"]) for s in j
        if s["kind"] == "国保福祉窓口"] == ['"$1"']' spare_stock
}
offered() {
    lists '[s["machine_id"] for s in j if s["readiness"] == "要更新"] == '"$1" \
        spares
}

stock '(4, 0, 4)'
meter() {
    lists '[q["words"] for q in j if q["label"] == "媒体更新"] == ["'$1'"]' quotas
}
meter 0/6回
run media.order city_ref=1 ordered=2023-05-08T09:00
run media.order city_ref=2 ordered=2023-06-12T09:00
at 2023-08-01T09:00
run media.order city_ref=3
says '媒体更新 3/6回'
meter 3/6回
refuse もう記録 media.order city_ref=３
lists '[(o["city_ref"], o["ordered"], o["releases"], o["nth"]) for o in j][0] ==
    ("3", "2023-08-01T09:00", None, "3/6")' media_orders

# What a release needs, and what it cannot be.
exits 1 do media.release order=3 kind=国保福祉窓口
exits 1 do media.release order=3 version=v3
exits 1 do media.release order=4 kind=国保福祉窓口 version=v3
exits 1 do media.release order=3 kind=月面窓口 version=v3
refuse 指示 media.release order=3 kind=国保福祉窓口 version=v3 \
    released=2023-07-31
lists 'len(j) == 2' media

at 2023-08-01T15:00
# Before it is checked, only for a reason (§5.6.2).
refuse '検証がまだです' media.release order=3 kind=国保福祉窓口 version=v3
ok do media.release --preview order=3 kind=国保福祉窓口 version=v3 pass=検証は市が実施
run media.step order=3 step=検証 done=skip note=検証は市が実施
ok do media.release --preview order=3 kind=国保福祉窓口 version=v3
says '即応 0/4  要更新 4台'
stock '(4, 0, 4)'
run media.release order=3 kind=国保福祉窓口 version=v3
lists '[(m["version"], m["released_on"], m["order"], m["current"], m["units"])
    for m in j if m["kind"] == "国保福祉窓口"] == [
    ("v3", "2023-08-01", "3", True, 0), ("v2", None, None, False, 5)]' media
refuse もう公開 media.release kind=国保福祉窓口 version=Ｖ３
# By the city's word for the terminal, too; all five kinds are there.
for kind in 住記・税窓口 住記・税運用端末 国保福祉運用 自治体中間サーバ接続端末; do
    ok do media.release --preview kind="$kind" version=v9
done
stock '(0, 4, 4)'
refuse '媒体の公開日' spare.refresh spare=SP-04 at=2023-07-31T10:00
warns 'より前です'
ok do spare.refresh --preview spare=SP-04
says '媒体 国保福祉窓口 v2 > 国保福祉窓口 v3'
run spare.refresh spare=SP-04
says 'SP-04 即応（国保福祉窓口 v3）'
stock '(1, 3, 4)'
offered '["SP-01", "SP-02", "SP-03"]'
# What is left to do, a row a unit; it stands where one looks until it is done.
worklist() {
    lists '[(s["machine_id"], s["has"], s["wants"], s["order"], s["state"])
        for s in j] == ['"$1"']' stale_spares
}
worklist '("SP-01", "v2", "v3", "3", "要更新"),
    ("SP-02", "v2", "v3", "3", "要更新"), ("SP-03", "v2", "v3", "3", "要更新")'
lists '[(r["what"], r["mark"]) for r in j if r["kind"] == "要更新"] == [
    ("国保福祉窓口 v3 予備機の更新 残 3/4台", "")]' due
lists '[r["n"] for r in j if r["label"] == "予備機 要更新"] == [3]' waits
# Who has them: three of the four may be anywhere, and each is in one place.
held() {
    lists '[(s["ready"], s["stale"], s["total"], s["at_city"], s["at_site"],
             s["in_car"], s["at_us"], s["at_maker"], s["used"], s["lasts"])
        for s in j if s["use"] == "窓口" and s["segment"] == "国保福祉"] == ['"$1"']' \
        stock
}
held '(1, 3, 4, 0, 0, 0, 4, 0, 0, "－")'
run unit.move unit=SP-01 place=菊水分庁舎 reason=保管替え
run unit.move unit=SP-02 place=手稲区役所 reason=保管替え
run unit.move unit=SP-03 place=メーカー預け reason=保管替え
# What lies at the maker's serves nobody.
held '(1, 2, 4, 1, 1, 0, 1, 1, 0, "－")'
lists '[s["readiness"] for s in j if s["machine_id"] == "SP-03"] == ["修理"]' spares
run unit.move unit=SP-03 place=受託者保管 reason=返着
held '(1, 3, 4, 1, 1, 0, 2, 0, 0, "－")'

# A medium of another use is told, also of a unit that serves at its seat.
run unit.edit unit=TI-1801 media='国保福祉運用 v1'
says '注意: TI-1801 は 国保福祉窓口 の機器です。媒体の用途が違います'
ok show unit TI-1801
says '注意: TI-1801 は 国保福祉窓口 の機器です。媒体の用途が違います'
run undo

# The next day's fault: v3 first, an older or another image with a reason.
at 2023-08-02T10:00
run incident.open unit=TI-1801 symptom=画面が乱れる city_no=C-9
says '予備機 即応 1台 / 使えるもの 4台'
looks incident C-9 'j["place"] == "手稲区役所"'
run incident.contact incident=C-9
refuse '版が古い' spare.reserve incident=C-9 spare=SP-01
refuse '用途が違います（国保福祉運用）' spare.reserve incident=C-9 spare=SP-09
refuse '版が古い' incident.swap incident=C-9 spare=SP-02
run spare.reserve incident=C-9 spare=SP-01 reason=SP-04は点検中
# Held for a case it still is to be rebuilt.
worklist '("SP-01", "v2", "v3", "3", "引当 K0-0001"),
    ("SP-02", "v2", "v3", "3", "要更新"), ("SP-03", "v2", "v3", "3", "要更新")'
run spare.release spare=SP-01
run spare.take incident=C-9 spare=SP-04
held '(0, 3, 4, 1, 1, 1, 1, 0, 0, "まず更新")'
run spare.release spare=SP-04
run spare.reserve incident=C-9 spare=SP-04
# It ends by phone: the spare is free again.
run incident.decide incident=C-9 onsite=no
run incident.user_check incident=C-9 by=山本
run incident.complete incident=C-9 action=再起動を案内 result=復旧
lists '[s["no"] for s in j if s["no"]] == []' spares
looks incident C-9 'j["onsite_status"] == "現場作業なし"
    and j["swap_spare"] is None'

# Three rebuilds at once, and all four are ready.
run spare.refresh spare=SP-01,SP-02,SP-03
says '3件'
stock '(4, 0, 4)'
worklist ''
lists '[r for r in j if r["kind"] == "要更新"] == []' due
run media.release kind=住記・税窓口 version=v1
refuse 'SP-01 の機種のものではありません' spare.refresh spare=SP-01 media='住記・税窓口 v1'
# Rebuilt for another use it is ready for that alone: for a reason.
refuse 'SP-01 は 国保福祉窓口 の機器です。媒体の用途が違います（国保福祉運用）' \
    spare.refresh spare=SP-01 media='国保福祉運用 v1'
run spare.refresh spare=SP-01 media='国保福祉運用 v1' pass=窓口の媒体が壊れた
run undo

# The 11 deliverables of the release (§10): what is new, and each manual that is
# not is named with the version it keeps.
docs() {
    lists '[(d["state"], d["version"]) for d in j if d["media"] == "国保福祉窓口 v3"]
        == '"$1" media_docs
}
docs '[("未確認", None)] * 11'
run media.doc doc='国保福祉窓口 v3 マスターパソコン,国保福祉窓口 v3 リカバリメディア(USB)' \
    changed=更新 version=v3
says '国保福祉窓口 v3 の成果物 2/11'
lists '[o["docs"] for o in j if o["city_ref"] == "3"] == ["2/11"]' media_orders
refuse 更新したか media.doc doc='国保福祉窓口 v3 環境構築手順書' changed=
unchanged=$(
    "$KIKUSUI" list media_docs open=yes --format json |
        "$PYTHON" -c 'import json, sys
print(",".join(d["media"] + " " + d["doc_kind"] for d in json.load(sys.stdin)))'
)
run media.doc doc="$unchanged" changed=変更なし
says '9件'
docs '[("更新", "v3")] * 2 + [("変更なし", None)] * 9'
lists '[d["doc_kind"] for d in j if d["state"] == "変更なし"][0] == "環境構築手順書"
    and j[-1]["doc_kind"] == "Sysprep 実行手順書" and len(j) == 11' media_docs
run undo
docs '[("更新", "v3")] * 2 + [("未確認", None)] * 9'
run redo
# A seventh order of the year only with the city.
for n in 4 5 6; do
    run media.order city_ref=$n
done
meter 6/6回
refuse '市と協議した相手、日時、協議の記録' media.order city_ref=7
run media.order city_ref=7 agreed_by=山田 agreed_at=2023-08-02T09:00 agreed_ref=議事録8/2
says '媒体更新 7/6回 協議済'
for n in 4 5 6 7; do
    run undo
done
# Of the next release the manual that is not new keeps what it was.
run media.release order=2 kind=国保福祉運用 version=v2 released=2023-07-01 \
    pass=検証は市が実施
run media.doc doc='国保福祉運用 v2 環境構築手順書' changed=更新 version=第4版
run media.release order=3 kind=国保福祉運用 version=v3 released=2023-08-01
run media.doc doc='国保福祉運用 v3 環境構築手順書' changed=変更なし
lists '[d["version"] for d in j if d["media"] == "国保福祉運用 v3"
    and d["doc_kind"] == "環境構築手順書"] == ["第4版"]' media_docs
for n in 1 2 3 4; do
    run undo
done

# A version that is to come counts from its day; one that came with the
# city's list gets its day, and no second row.
run media.release kind=国保福祉窓口 version=v4 released=2023-09-01
says '公開日（R5.9.1）までは v3 が最新です'
stock '(4, 0, 4)'
at 2023-09-01T09:00
stock '(0, 4, 4)'
run media.release kind=国保福祉窓口 version=v2 released=2022-10-01
says '最新は v4 のままです'
lists '[(m["version"], m["released_on"]) for m in j
    if m["kind"] == "国保福祉窓口"] == [("v4", "2023-09-01"),
    ("v3", "2023-08-01"), ("v2", "2022-10-01")]' media

# Put right with a reason, which the history tells.
exits 1 do media.correct media='国保福祉窓口 v4' released=2023-10-01
run media.correct media='国保福祉窓口 v4' released=2023-10-01 reason=公開の延期
told '（理由: 公開の延期）' media '国保福祉窓口 v4'
stock '(4, 0, 4)'
refuse もう公開 media.correct media='国保福祉窓口 v4' version=v3 reason=誤記
run media.order_correct order=3 city_ref=市情-3 reason=誤記
lists '[o["releases"] for o in j] == ["国保福祉窓口 v3"]' media_orders \
    city_ref=市情-3
refuse 公開日より後 media.order_correct order=市情-3 ordered=2023-08-03T09:00 \
    reason=誤記
ok check
