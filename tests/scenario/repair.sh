#!/bin/sh
# A faulty PC from the swap to the shelf (§5.1.2, R23-R25): called in, dated with
# a witness, erased, rebuilt; what may be missing and what may not.
. "$(dirname "$0")/case.sh"

shop
pcs
at 2023-04-12T10:20
run incident.open place=4/保険年金課 unit=KK-0413 symptom=起動しない city_no=C-1
run incident.contact incident=C-1 at=10:35 person=高橋
at 2023-04-12T13:10
run visit.arrive incident=C-1 at=11:50
run visit.start incident=C-1 at=12:00
run incident.swap incident=C-1 spare=SP-07 at=12:30
at 2023-04-13T10:00
refuse '依頼 令和5年4月12日(水) 12:00 が交換' repair.call repair=KK-0413 at=2023-04-12T12:00
refuse 修理の依頼がまだ repair.plan repair=KK-0413 visit_at=2023-04-14T13:00 witness=山田
run repair.call repair=KK-0413 at=09:30 person=受付 ref=L-1
looks unit KK-0413 'j["state"] == "修理中"'
refuse 立会する市の職員 repair.plan repair=KK-0413 visit_at=2023-04-14T13:00
refuse より前です repair.plan repair=KK-0413 visit_at=2023-04-12T13:00 witness=山田
run repair.plan repair=KK-0413 visit_at=2023-04-14T13:00 witness=山田
at 2023-04-14T17:00
# The erasing cannot be left out unsaid, nor its witness.
refuse データ消去がまだ repair.finish repair=KK-0413
refuse 立会した市の職員 repair.erase repair=KK-0413 at=14:00 by=レノボ
run repair.erase repair=KK-0413 at=14:00 by=レノボ witness=山田 cert=1
# Erased and not rebuilt it is no spare that could be carried out.
run repair.finish repair=KK-0413 at=16:00
lists '[r["readiness"] for r in j if r["machine_id"] == "KK-0413"] == ["要更新"]' spares
run undo
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
ok check
ok rebuild --verify
