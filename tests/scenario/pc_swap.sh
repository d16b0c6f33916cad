#!/bin/sh
# A PC at a counter is swapped for a spare within a morning (R8-R18, R22, R23,
# R35, R45-R47).
read_it=$(realpath "$(dirname "$0")/monthly_read.py")
. "$(dirname "$0")/case.sh"

shop
pcs

at 2023-04-12T10:20
run incident.open city_no=C-0412-1 place=北区役所/保険年金課 unit=KK-0413 \
    symptom=電源が入らない error=なし contact=高橋 phone=011-757-0001 \
    occurred=10:05 assignee='佐藤 拓也'
says K0-0001
says '期限 連絡 11:20  着手 13:20'
looks incident K0-0001 'j["state"] == "受付" and j["place"] == "北区役所"
    and j["dept"] == "保険年金課" and j["machine_id"] == "KK-0413"
    and j["flow_class"] == "P" and j["instructed"] == "2023-04-12T10:20"
    and j["received"] == "2023-04-12T10:20"
    and j["contact_due"] == "2023-04-12T11:20"
    and j["onsite_due"] == "2023-04-12T13:20"
    and j["contact_status"] == j["onsite_status"] == "計測中"'
# Our number, the city's and the id name the same case.
ok show incident C-0412-1 --format json
json 'j["no"] == "K0-0001"'

at 2023-04-12T10:35
run incident.contact incident=K0-0001 person=高橋 fields=全部
says '15分 = 10:20-10:35'
looks incident K0-0001 'j["state"] == "連絡済"
    and j["contact_status"] == "達成" and j["contact_elapsed"] == 15
    and j["handover"] == "現象,拠点,機器,エラー,現地担当者"'
run incident.decide incident=K0-0001 onsite=yes
run spare.reserve incident=K0-0001 spare=SP-07
lists '[(s["machine_id"], s["readiness"], s["no"]) for s in j
    if s["no"]] == [("SP-07", "引当", "K0-0001")]' spares
run visit.plan incident=K0-0001 at=11:50 contact=高橋 told=10:36
lists '[(d["kind"], d["at"]) for d in j if d["no"] == "K0-0001"] == [
    ("訪問", "2023-04-12T11:50"), ("着手", "2023-04-12T13:20")]' due

at 2023-04-12T11:50
run visit.arrive incident=K0-0001
looks incident K0-0001 'j["state"] == "到着"'
at 2023-04-12T12:00
run visit.start incident=K0-0001
looks incident K0-0001 'j["state"] == "着手"
    and j["onsite_status"] == "達成" and j["onsite_elapsed"] == 100
    and j["onsite_words"] == "100分 = 10:20-12:00"'

# One key swaps: what it would do is what it does.
at 2023-04-12T12:50
ok do incident.swap --preview incident=K0-0001 spare=SP-07
for words in 'SP-07' '故障保管' '稼働中' '設置済' '対象外へ転出' '修理'; do
    says "$words"
done
looks unit SP-07 'j["place"] == "受託者保管"'
run incident.swap incident=K0-0001 spare=SP-07
looks unit SP-07 'j["state"] == "稼働中" and j["place"] == "北区役所"
    and j["dept"] == "保険年金課" and j["segment"] == "国保福祉"
    and j["role"] == "窓口" and j["settings"] == "KITA-HN-03 10.4.2.13"
    and j["key"] == "W-112" and j["custodian"] == "市"'
looks unit KK-0413 'j["state"] == "故障保管" and j["place"] == "菊水分庁舎"
    and j["dept"] is None and j["key"] is None and j["ledger"] is False'
looks incident K0-0001 'j["state"] == "復旧" and j["swap_unit"] == "KK-0413"
    and j["swap_spare"] == "SP-07" and j["swap_at"] == "2023-04-12T12:50"
    and j["place"] == "北区役所"'
# The ledger of the segment has the spare, not the faulty unit, which the
# annex names; a repair is open.
lists '"KK-0413" not in [u["machine_id"] for u in j] and [
    (u["place"], u["dept"], u["state"]) for u in j
    if u["machine_id"] == "SP-07"] == [("北区役所", "保険年金課", "稼働中")]' \
    ledger segment=国保福祉
lists '[(u["machine_id"], u["from"], u["to"], u["no"]) for u in j] == [
    ("KK-0413", "北区役所 保険年金課", "菊水分庁舎", "K0-0001")]' ledger_out
lists '[(r["machine_id"], r["no"], r["open"], r["erase_needed"]) for r in j]
    == [("KK-0413", "K0-0001", True, True)]' repairs
lists '"SP-07" not in [s["machine_id"] for s in j]' spares
lists '[(m["from"], m["to"], m["at"]) for m in j if m["unit_id"]] == [
    ("北区役所 保険年金課", "菊水分庁舎", "2023-04-12T12:50")]' \
    moves machine_id=KK-0413

at 2023-04-12T13:00
run incident.user_check incident=K0-0001 by=高橋
looks incident K0-0001 'j["state"] == "利用者確認"
    and j["user_check_by"] == "高橋"'
at 2023-04-12T13:05
run visit.leave incident=K0-0001
run work.log incident=K0-0001 from=12:00 to=13:05
# A question answered on the spot.
run qa.add incident=K0-0001 question=電源の入れ方 answer=上のボタンです
run incident.complete incident=K0-0001 cause=電源の故障 action=予備機と交換 \
    result=復旧
says '連絡 達成  着手 達成'
looks incident K0-0001 'j["state"] == "未報告" and j["effort"] == 65
    and j["completed"] == "2023-04-12T13:05"'
lists '[v["left"] for v in j] == ["2023-04-12T13:05"]' visits
# It stays in the queue until the city has its mail.
lists '[q["no"] for q in j] == ["K0-0001"]' queue
run incident.mail_sent incident=K0-0001
lists 'j == []' queue
looks incident K0-0001 'j["state"] == "報告済"'

# April's report has all of it: the effort up to the user's check, what came
# after it apart, and the question.
at 2023-05-01T09:00
ok report monthly 2023-04 --to papers
"$PYTHON" "$read_it" "$(cat out)" >paper || fail 'the spreadsheet of April'
for words in 'C-0412-1 北区役所 保険年金課 パソコン 国保福祉 KK-0413' \
    '4/12 11:50 4/12 13:05 0.0416667 電源が入らない' \
    '（KK-0413 を予備機 SP-07 と交換）' '連絡: 15分 達成' '着手: 100分 達成' \
    '利用者確認後の作業: 0:05' '電源の入れ方 上のボタンです'; do
    grep -qF -- "$words" paper || fail "April's report does not say: $words"
done
