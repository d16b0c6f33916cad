#!/bin/sh
# What becomes of a small device that was swapped (scenario 6; R30-R32): out of
# warranty it is the city's for good, in warranty the maker's and back, unknown
# the city is asked first. None of it holds the mail, the targets or the queue.
. "$(dirname "$0")/case.sh"

shop
ledger <<ROWS
BC-0901,国保福祉,SSH65LVU,BC0901,白石区複合庁舎,保険年金課,窓口,稼働中,2022-03-31,,,,
BC-0902,国保福祉,SSH65LVU,BC0902,白石区複合庁舎,保険年金課,窓口,稼働中,2023-10-10,,,,
BC-0903,国保福祉,SSH65LVU,BC0903,白石区複合庁舎,保険年金課,窓口,稼働中,,,,,
BC-0904,国保福祉,SSH65LVU,BC0904,白石区複合庁舎,保険年金課,窓口,稼働中,2023-10-09,,,,
IC-0904,国保福祉,SONY_RC-S380,IC0904,白石区複合庁舎,保険年金課,窓口,稼働中,2024-03-31,,,,
SB-01,国保福祉,SSH65LVU,SB01,受託者保管,,窓口,予備,,,,,
SB-02,国保福祉,SSH65LVU,SB02,受託者保管,,窓口,予備,,,,,
SB-03,国保福祉,SSH65LVU,SB03,受託者保管,,窓口,予備,,,,,
SB-04,国保福祉,SSH65LVU,SB04,受託者保管,,窓口,予備,,,,,
SB-05,国保福祉,SSH65LVU,SB05,受託者保管,,窓口,予備,,,,,
SB-06,国保福祉,SSH65LVU,SB06,受託者保管,,窓口,予備,,,,,
SJ-01,住記・税,SSH65LVU,SJ01,受託者保管,,窓口,予備,,,,,
SI-01,国保福祉,SONY_RC-S380,SI01,受託者保管,,窓口,予備,,,,,
ROWS
# stock READY,TOTAL: of the readers of 国保福祉; those of 住記・税 are others.
stock() {
    lists '[(s["segment"], s["ready"], s["total"]) for s in j
        if s["model"] == "SSH65LVU"] == [
        ("住記・税", 1, 1), ("国保福祉", '"$1"')]' spare_stock
}
# swapped NUMBER UNIT SPARE: to the mail, as any case.
swapped() {
    run incident.open unit="$2" symptom=読み取らない city_no="$1" \
        instructed=2023-10-06T17:10
    run incident.contact incident="$1" at=2023-10-10T09:00
    run visit.start incident="$1" at=2023-10-10T09:30
    run incident.swap incident="$1" spare="$3" at=2023-10-10T09:40
}
closed() {
    run incident.user_check incident="$1" by=係長 at=2023-10-10T09:55
    run incident.complete incident="$1" action=交換 result=復旧 \
        at=2023-10-10T09:56
    run incident.mail_sent incident="$1" at=2023-10-10T09:58
}
rest() {
    lists "[(a[\"no\"], a[\"rest\"]) for a in j] == $1" aftercare
}

stock '6, 6'
at 2023-10-06T17:10
run incident.open unit=BC-0901 symptom=読み取らない city_no=C-1
says '期限 連絡 10/10 09:40  着手 10/10 11:40'
at 2023-10-10T10:00
run incident.contact incident=C-1 at=09:00
run visit.start incident=C-1 at=09:30
# To the city only by its own action.
refuse '故障機を市へ引渡し' incident.swap incident=C-1 spare=SB-01 at=09:40 \
    faulty_state=市引渡済
run incident.swap incident=C-1 spare=SB-01 at=09:40
says '保証期間が過ぎています（R4.3.31まで）。修理せず市に引き渡します'
says '残りの予備機 SSH65LVU 5台'
looks unit BC-0901 'j["state"] == "故障保管"'
lists 'j == []' repairs
stock '5, 5'
# 追加設定 comes before the user's check.
refuse '追加設定がまだ' incident.user_check incident=C-1 by=係長 at=09:55
run incident.step incident=C-1 step=追加設定 note=手順書どおり at=09:50
lists 'j == []' aftercare
closed C-1
looks incident C-1 'j["state"] == "報告済" and j["contact_elapsed"] == 20
    and j["onsite_elapsed"] == 50 and j["onsite_status"] == "達成"'
# What remains stands by itself, in 予定と期限, and not in the queue.
lists 'j == []' queue
lists '[(q["no"], q["state"]) for q in j] == [("K0-0001", "後処理")]' queue \
    after=yes
rest '[("K0-0001", "市へ引渡し")]'
lists '[(d["no"], d["what"]) for d in j if d["kind"] == "後処理"] == [
    ("K0-0001", "市へ引渡し BC-0901")]' due
lists '[(c["label"], c["n"]) for c in j if c["list"] == "aftercare"] == [
    ("後処理", 1)]' waits
# When, and to whom of the city.
exits 1 do incident.hand_over incident=C-1
refuse '保証期間が過ぎています' incident.ship incident=C-1 to=メーカー no=1
refuse '09:40 より前' incident.hand_over incident=C-1 to=山田 at=09:39
refuse '故障機を市へ引渡し' unit.move unit=BC-0901 place=DEOS state=市引渡済 \
    reason=引渡し
run incident.hand_over incident=C-1 to='山田係長' at=10:00
says '残りの予備機 SSH65LVU 5台'
looks unit BC-0901 'j["state"] == "市引渡済" and j["custodian"] == "市"'
looks incident C-1 'j["handed_to"] == "山田係長"
    and j["handed_at"] == "2023-10-10T10:00"'
rest '[]'
lists 'not [d for d in j if d["kind"] == "後処理"]' due
lists 'j == []' repairs
stock '5, 5'

# The last day of the warranty is in it; the day after is not.
swapped C-2 BC-0902 SB-02
says '保証内'
lists '[(r["machine_id"], r["erase_needed"]) for r in j] == [
    ("BC-0902", False)]' repairs
run incident.step incident=C-2 step=追加設定 at=09:50
closed C-2
rest '[("K0-0002", "発送、修理")]'
refuse '保証期間内です' incident.hand_over incident=C-2 to=山田
refuse '発送の記録がまだ' incident.ship_back incident=C-2
refuse '送り状番号' incident.ship incident=C-2 to=ウェルコム
run incident.ship incident=C-2 to='ウェルコムデザイン 修理受付' \
    no=4921-0001-2233 at=10:00
looks unit BC-0902 'j["state"] == "修理中" and j["place"] == "メーカー預け"'
looks incident C-2 'j["shipped_to"] == "ウェルコムデザイン 修理受付"
    and j["ship_no"] == "4921-0001-2233"
    and j["shipped_at"] == "2023-10-10T10:00"'
rest '[("K0-0002", "返着、修理")]'
run incident.reopen incident=C-2 reason=確認
refuse 'メーカーに送った故障機は席に戻せません' incident.swap_back incident=C-2 \
    faulty_back=yes reason=誤り
run undo
at 2023-10-20T11:00
refuse '10:00 より前' incident.ship_back incident=C-2 \
    at=2023-10-10T09:59
# What stands at the maker's is no spare; what went on stays where it went.
refuse '返着の記録がまだです' repair.finish repair=BC-0902 at=10:50
run repair.finish repair=BC-0902 at=09:00 pass=窓口から完了の連絡
run unit.move unit=BC-0902 place=北区役所 at=09:30 reason=貸出
run incident.ship_back incident=C-2 at=10:30
says '返着だけを記録し、台帳の場所 北区役所'
looks unit BC-0902 'j["place"] == "北区役所"'
run undo
run undo
run undo
run incident.ship_back incident=C-2 at=10:30
grep -q 返着だけ out && fail 'it had not moved on'
looks unit BC-0902 'j["place"] == "菊水分庁舎"'
rest '[("K0-0002", "修理")]'
# No witness is asked for what was never erased here: back on the shelf.
run repair.finish repair=BC-0902 at=10:50
rest '[]'
stock '5, 5'
at 2023-10-10T10:00
swapped C-4 BC-0904 SB-04
says '保証期間が過ぎています（R5.10.9まで）'
closed_later() {
    run incident.step incident="$1" step=追加設定 at=2023-10-10T09:50
    closed "$1"
}
closed_later C-4
rest '[("K0-0003", "市へ引渡し")]'
run incident.hand_over incident=C-4 to=山田

# Unknown is not expired: the city is asked, and answers.
swapped C-3 BC-0903 SB-03
says '市に照会'
looks unit BC-0903 'j["state"] == "故障保管" and j["warranty"] == "不明"'
closed_later C-3
rest '[("K0-0004", "保証の照会")]'
refuse '保証期限が不明' incident.hand_over incident=C-3 to=山田
run incident.ask_warranty incident=C-3 of=契約担当 at=10:00
rest '[("K0-0004", "照会の回答")]'
at 2023-10-12T09:00
lists '[d["at"] for d in j if d["kind"] == "後処理"] == ["2023-10-10T10:00"]' due
# No answer is beside its day.
refuse '交換の日より前です' incident.warranty_answer incident=C-3 answer=保証内 \
    until=2023-03-31
refuse '交換の日にまだ過ぎていません' incident.warranty_answer incident=C-3 \
    answer=保証外 until=2024-03-31
run incident.warranty_answer incident=C-3 answer=保証内 until=2024-03-31
looks unit BC-0903 'j["warranty_until"] == "2024-03-31"'
lists '[r["machine_id"] for r in j if r["open"]] == ["BC-0903"]' repairs
rest '[("K0-0004", "発送、修理")]'
# Said wrong, it is said again; what was opened for nothing ends with the city.
run incident.warranty_answer incident=C-3 answer=保証外
rest '[("K0-0004", "市へ引渡し、修理")]'
run incident.hand_over incident=C-3 to=山田
rest '[]'
# No desk is known: where it went is typed.
run incident.open unit=IC-0904 symptom=反応しない city_no=C-5
run incident.contact incident=C-5
run visit.start incident=C-5
run incident.swap incident=C-5 spare=SI-01
exits 1 do incident.ship incident=C-5 no=1
run incident.ship incident=C-5 to='ソニー 修理窓口' no=777
looks incident C-5 'j["shipped_to"] == "ソニー 修理窓口"'
ok check
ok rebuild --verify
