#!/bin/sh
# The spare that was put there does not do: it comes out again, another goes in,
# or the faulty unit goes back; nothing of the seat is lost on the way (R22).
. "$(dirname "$0")/case.sh"

shop
pcs
at 2023-04-12T13:00
run incident.open unit=KK-0413 symptom=起動しない city_no=C-1 instructed=10:20
run incident.contact incident=C-1 at=10:30
refuse '交換の記録はありません' incident.swap_back incident=C-1 reason=試し
run visit.start incident=C-1 at=11:00
run incident.swap incident=C-1 spare=SP-07
run incident.user_check incident=C-1 by=高橋
exits 1 do incident.swap_back incident=C-1
run incident.swap_back incident=C-1 spare_to=受託者保管 reason=相性
looks incident C-1 'j["state"] == "予備未定" and j["swap_unit"] == "KK-0413"
    and j["swap_spare"] is None and j["user_check_by"] is None'
looks unit SP-07 'j["place"] == "受託者保管" and j["state"] == "予備"
    and j["spare_state"] == "使用可" and j["key"] is None
    and j["settings"] is None'
lists '[(r["machine_id"], r["open"]) for r in j] == [("KK-0413", True)]' repairs
refuse '予備機' incident.complete incident=C-1 action=交換 result=復旧
# The other spare may stand on another machine: it goes on for a reason, which is
# told until the spare is there, and the case stays in the queue.
refuse '予備未定です' incident.user_check incident=C-1 by=高橋
run incident.user_check incident=C-1 by=高橋 pass=ほかの端末で記録
run incident.complete incident=C-1 action=交換 result=復旧
run incident.mail_sent incident=C-1
ok show incident C-1
says '予備未定です: ほかの端末で記録'
lists '[(q["no"], q["state"]) for q in j] == [("K0-0001", "予備未定")]' queue
run undo
run undo
run undo

# The time of what was taken out is corrected with the case, whatever stands in
# its seat.
run incident.edit incident=C-1 swapped=12:50 reason=誤記
lists '[m["at"][-5:] for m in j if m["machine_id"] == "KK-0413"]
    == ["12:50"]' moves

# Another takes the same seat, with its key and settings.
run incident.swap incident=C-1 spare=SP-08 reason=SP-07は相性が悪い
looks unit SP-08 'j["place"] == "北区役所" and j["dept"] == "保険年金課"
    and j["key"] == "W-112" and j["settings"] == "KITA-HN-03 10.4.2.13"'
looks unit KK-0413 'j["key"] is None and j["place"] == "菊水分庁舎"'
lists 'len(j) == 1' repairs
lists 'len(j) == 4' moves

# Or the faulty unit goes back: as if nothing had been swapped, but told.
run incident.swap_back incident=C-1 spare_to=受託者保管 faulty_back=yes \
    reason=故障ではなかった
looks unit KK-0413 'j["place"] == "北区役所" and j["dept"] == "保険年金課"
    and j["state"] == "稼働中" and j["key"] == "W-112"
    and j["settings"] == "KITA-HN-03 10.4.2.13"'
looks incident C-1 'j["state"] == "着手" and j["swap_unit"] is None'
lists 'j == []' repairs
lists 'j == []' ledger_out
told '（理由: 故障ではなかった）' incident C-1
run incident.user_check incident=C-1 by=高橋
run incident.complete incident=C-1 action=再設定 result=復旧
refuse '完了しています' incident.swap_back incident=C-1 reason=試し
lists '{s["machine_id"]: s["readiness"] for s in j}["SP-08"] == "要更新"' spares
ok reviews
cat out err | grep -q ありません || fail 'a review of what one copy did'
ok check
