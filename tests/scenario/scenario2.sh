#!/bin/sh
# 16:30 before a weekend, and HP's 5/1 (scenario 2; R11, R22-R24, R33): the swap
# goes on while the desk is closed; the repair waits for it, and for a witness.
. "$(dirname "$0")/case.sh"

shop
ledger <<ROWS
JS-0701,住記・税,HP_ProDesk400G3DM/CT,HP0701,東区役所,戸籍住民課,運用,稼働中,,W-701,住記・税運用,v1,HIGASHI-01
SP-20,住記・税,HP_ProDesk400G3DM/CT,HP9020,受託者保管,,運用,予備,,,住記・税運用,v1,
ROWS
at 2023-04-28T16:30
run incident.open unit=JS-0701 symptom=起動しない city_no=C-1
says '期限 連絡 5/1 09:00  着手 5/1 11:00'
run incident.contact incident=C-1 person=高橋 at=16:40
looks incident C-1 'j["contact_elapsed"] == 10'
# 5/1 is a working day here, and none at HP.
at 2023-05-01T09:30
for desk in HP修理 HP診断; do
    ok desk "$desk"
    says '閉 次 5/2 9:00'
done
run visit.arrive incident=C-1 at=09:10
run visit.start incident=C-1 at=09:15
run incident.swap incident=C-1 spare=SP-20 at=09:25
looks incident C-1 'j["onsite_status"] == "達成" and j["onsite_elapsed"] == 75'
run incident.user_check incident=C-1 by=高橋 at=09:28
run incident.complete incident=C-1 action=交換 result=復旧 at=09:29
run incident.mail_sent incident=C-1 at=09:30
lists '[(a["no"], a["rest"]) for a in j] == [("K0-0001", "修理")]' aftercare
at 2023-05-02T10:00
run repair.call repair=JS-0701 at=10:00 ref=HP-1
says '5月8日(月) まで'
looks repair JS-0701 'j["visit_by"] == "2023-05-08"'
# In city premises, with a city employee by name (§5.1.2).
run repair.plan repair=JS-0701 visit_at=2023-05-08T10:00
says '立会 未定'
at 2023-05-08T11:00
refuse 立会する市の職員 repair.fix repair=JS-0701 at=10:30
refuse 立会した市の職員 repair.erase repair=JS-0701 at=10:30 by=HP
at 2023-05-02T10:10
run repair.plan repair=JS-0701 witness='山田 太郎'
lists '[(d["day"], d["no"]) for d in j if d["kind"] == "修理訪問"] == [
    ("2023-05-08", "K0-0001")]' due
ok check
