#!/bin/sh
# A small device is swapped, set up by the lent manual, and its faulty unit goes
# where its warranty says (R30-R32, R35; scenario 6's swap).
. "$(dirname "$0")/case.sh"

shop
ledger <<ROWS
BC-0901,国保福祉,SSH65LVU,BC0901,白石区複合庁舎,保険年金課,窓口,稼働中,2022-03-31,,,,
BC-0902,国保福祉,SSH65LVU,BC0902,白石区複合庁舎,保険年金課,窓口,稼働中,2024-03-31,,,,
BC-0903,国保福祉,SSH65LVU,BC0903,白石区複合庁舎,保険年金課,窓口,稼働中,,,,,
IC-0904,国保福祉,SONY_RC-S380,IC0904,白石区複合庁舎,保険年金課,窓口,稼働中,2024-03-31,,,,
SB-01,国保福祉,SSH65LVU,SB01,受託者保管,,窓口,予備,,,,,
SB-02,国保福祉,SSH65LVU,SB02,受託者保管,,窓口,予備,,,,,
SB-03,国保福祉,SSH65LVU,SB03,受託者保管,,窓口,予備,,,,,
SB-04,国保福祉,SSH65LVU,SB04,受託者保管,,窓口,予備,,,,,
SB-05,国保福祉,SSH65LVU,SB05,受託者保管,,窓口,予備,,,,,
SB-06,国保福祉,SSH65LVU,SB06,受託者保管,,窓口,予備,,,,,
SI-01,国保福祉,SONY_RC-S380,SI01,受託者保管,,窓口,予備,,,,,
ROWS
stock() {
    lists '[(s["ready"], s["total"]) for s in j if s["model"] == "SSH65LVU"]
        == ['"$1"']' spare_stock
}
# field_work NUMBER: called and begun the next opening.
field_work() {
    run incident.contact incident="$1" at=2023-10-10T09:00
    run visit.start incident="$1" at=2023-10-10T09:30
}

stock '(6, 6)'
at 2023-10-06T17:10
run incident.open unit=BC-0901 symptom=読み取らない city_no=C-1
says '期限 連絡 10/10 09:40  着手 10/10 11:40'
at 2023-10-10T10:00
field_work C-1
# No spare of another kind of device.
refuse '機種が違います' incident.swap incident=C-1 spare=SI-01
ok do incident.swap --preview incident=C-1 spare=SB-01
says '修理せず市に引き渡します'
run incident.swap incident=C-1 spare=SB-01
says '残りの予備機 SSH65LVU 5台'
looks unit BC-0901 'j["state"] == "故障保管" and j["warranty"] == "保証外"'
looks unit SB-01 'j["state"] == "稼働中" and j["place"] == "白石区複合庁舎"
    and j["dept"] == "保険年金課"'
lists 'j == []' repairs
stock '(5, 5)'
# 追加設定 comes before the user's check, and can be taken back.
refuse '追加設定' incident.user_check incident=C-1 by=係長
exits 1 do incident.step incident=C-1 step=踊る
run incident.step incident=C-1 step=追加設定 note=手順書どおり
run incident.step incident=C-1 step=追加設定 done=no
refuse '追加設定' incident.user_check incident=C-1 by=係長
run incident.step incident=C-1 step=追加設定
run incident.user_check incident=C-1 by=係長
run incident.complete incident=C-1 action=交換 result=復旧
looks incident C-1 'j["onsite_elapsed"] == 50 and j["contact_elapsed"] == 20'

# In warranty: repaired by the maker. The spare stays where it is.
run incident.open unit=BC-0902 symptom=読み取らない city_no=C-2 instructed=08:50
field_work C-2
run incident.swap incident=C-2 spare=SB-02
says '保証内'
looks unit BC-0902 'j["state"] == "故障保管"'
lists '[(r["machine_id"], r["erase_needed"]) for r in j] == [
    ("BC-0902", False)]' repairs
# Unknown is not expired: the city is asked, nothing is handed over.
run incident.open unit=BC-0903 symptom=読み取らない city_no=C-3 instructed=08:50
field_work C-3
run incident.swap incident=C-3 spare=SB-03
says '市に照会'
looks unit BC-0903 'j["state"] == "故障保管" and j["warranty"] == "不明"'
lists 'len(j) == 1' repairs
stock '(3, 4)'
# An IC card reader needs no extra setup.
run incident.open unit=IC-0904 symptom=反応しない city_no=C-4 instructed=08:50
field_work C-4
run incident.swap incident=C-4 spare=SI-01
run incident.user_check incident=C-4 by=係長
run incident.complete incident=C-4 action=交換 result=復旧
# The same spare twice, and one that is none.
refuse '予備機ではありません' spare.reserve incident=C-3 spare=SB-01
refuse 'もう交換' incident.swap incident=C-2 spare=SB-04
# Whatever happened, the ledger holds each once.
lists 'len({u["machine_id"] for u in j}) == len(j) == 11' units
ok check
# None left of a model but what is in repair: it stands there with 0, by segment
# and use.
lists '[(s["label"], s["segment"], s["ready"], s["total"]) for s in j
    if s["model"] == "RC-S380"] == [("RC-S380 窓口", "国保福祉", 0, 1)]' \
    spare_stock
# How long the rest lasts at the rate of twelve months: 3 x 365 / 3 days, from
# 10/10. What went to the city does not come back; what is in repair may.
lists '[(s["model"], s["ready"], s["repair"], s["used"], s["lasts"]) for s in j] ==
    [("RC-S380", 0, 1, 1, "なし 市へ報告"),
     ("SSH65LVU", 3, 1, 3, "365日 R6.10.9")]' stock
# The next fault finds none: it says so until the city was told.
at 2023-10-11T09:00
run incident.open unit=SI-01 symptom=反応しない city_no=C-5
ok show incident C-5
says '予備機なし: 市へ報告してください'
# It is a step of this case, and of none that finds a spare.
refuse '「予備機なしを市へ報告」で済みになります' incident.step incident=C-5 \
    step=予備機なしを市へ報告
lists '[(r["no"], r["what"]) for r in j if r["kind"] == "予備なし"] ==
    [("K0-0005", "予備機なし: 市へ報告 RC-S380 窓口")]' due
lists '[r["n"] for r in j if r["label"] == "予備機なし 市へ未報告"] == [1]' waits
refuse '予備機なし: 市へ報告してください' incident.swap incident=C-5 spare=SB-04
refuse '予備機なし: 市へ報告してください' spare.reserve incident=C-5 spare=SB-04
exits 1 do spare.report incident=C-5
warns 報告した市の職員
run spare.report incident=C-5 told=情報システム部山田 note=来週貸与
lists '[r for r in j if r["kind"] == "予備なし"] == []' due
lists '[(r["incident"], r["what"], r["told"], r["note"]) for r in j] ==
    [("K0-0005", "RC-S380 窓口 国保福祉", "情報システム部山田", "来週貸与")]' \
    spare_reports
told '報告した市の職員 情報システム部山田' incident C-5
refuse '市へはもう報告しています（09:00 情報システム部山田）' \
    spare.report incident=C-5 told=山田
# Where there is one, the report says so; the maker's devices have none.
run incident.open unit=BC-0902 symptom=x city_no=C-6
ok do spare.report --preview incident=C-6 told=山田
says '予備機はあります: SB-04 即応'
exits 1 do incident.step incident=C-6 step=予備機なしを市へ報告
grep -q 済みになります err && fail 'a step without need'
# What is typed to find something by is short.
long=$(printf '%0400d' 0)
exits 1 list units --search "$long"
warns '検索の文字は300文字までです'
exits 1 show unit "$long"
warns '300文字まで'
exits 1 list units machine_id="$long"
warns '絞り込みの値は300文字までです'
refuse '200文字まで' incident.open unit="$long" symptom=x
