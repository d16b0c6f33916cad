#!/bin/sh
# Movements in time: dated ahead, forgotten and entered late, outside the dates
# of a site or a model, and whatever the clock says.
. "$(dirname "$0")/case.sh"

shop
pcs
at 2023-06-01T10:00
# seats ROWS…: from>to of the unit's movements, by time, with their marks.
seats() {
    seats=$1
    ok list moves --format json
    json "[m['to'] + (m['mark'] or '') for m in sorted((m for m in j
        if m['machine_id'] == 'KK-0413'), key=lambda m: m['at'])] == $seats"
    json 'all(a["to"] == b["from"] for a, b in zip(
        *(lambda m: (m, m[1:]))(sorted((m for m in j
        if m["machine_id"] == "KK-0413"), key=lambda m: m["at"]))))'
}
in_place() {
    looks unit KK-0413 "j['place'] == '$1'"
}

# A forgotten one is put in between, and told; the unit stays where it is.
run unit.move unit=KK-0413 place=東区役所 reason=移設 at=5/20T10:00
run unit.move unit=KK-0413 place=南区役所 reason=移設 at=5/30T10:00
seats '["東区役所", "南区役所"]'
run unit.move unit=KK-0413 place=西区役所 reason=書き忘れ at=5/25T10:00
says '後日記録です。次の異動 5/30 10:00（南区役所）は 西区役所 からになります'
seats '["東区役所", "西区役所後日記録", "南区役所"]'
in_place 南区役所
run undo
seats '["東区役所", "南区役所"]'
# Before the first it began where that one began.
run unit.move unit=KK-0413 place=西区役所 reason=書き忘れ at=5/10T10:00
seats '["西区役所後日記録", "東区役所", "南区役所"]'
ok list moves --format json
json '[m["from"] for m in j if m["to"] == "西区役所"] == ["北区役所 保険年金課"]'
run undo
# Where it stood then, or goes next, is no movement.
refuse 'もうそこ' unit.move unit=KK-0413 place=東区役所 reason=移設 at=5/25T10:00
refuse 'もうそこへの異動' unit.move unit=KK-0413 place=南区役所 reason=移設 \
    at=5/25T10:00

# Ahead by more than a day: asked once, whatever the movement's own reason says.
refuse '先日付' unit.move unit=KK-0413 place=手稲区役所 reason=移設 \
    at=2024-06-01T10:00
run unit.move unit=KK-0413 place=手稲区役所 reason=移設 at=2024-06-01T10:00 \
    pass=予定
seats '["東区役所", "南区役所", "手稲区役所先日付"]'
in_place 手稲区役所
run unit.edit unit=KK-0413 note=x
# What is recorded later is what was; it names what it sets aside.
at 2023-06-02T10:00
run unit.move unit=KK-0413 place=中央区役所仮庁舎 reason=移設
says '先日付の異動 令和6年6月1日(土) 10:00（南区役所 > 手稲区役所）を外しました'
seats '["東区役所", "南区役所", "中央区役所仮庁舎"]'
in_place 中央区役所仮庁舎
run undo
seats '["東区役所", "南区役所", "手稲区役所先日付"]'
in_place 手稲区役所
# Also where it is earlier than others.
run unit.move unit=KK-0413 place=西区役所 reason=書き忘れ at=5/25T10:00
seats '["東区役所", "西区役所後日記録", "南区役所"]'
in_place 南区役所
# Not a day: clocks differ.
run unit.move unit=KK-0413 place=手稲区役所 reason=移設 at=6/3T09:00
says '今より後'
# A swap as well.
run incident.open unit=KK-0414 symptom=起動しない city_no=C-1
run incident.contact incident=C-1
run visit.start incident=C-1
refuse '先日付' incident.swap incident=C-1 spare=SP-07 at=2024-06-02T10:00

# A clock that went wrong stops nobody.
at 1990-01-01T00:10
run unit.edit unit=KK-0414 note=電池切れ
run unit.move unit=KK-0414 place=中央区役所仮庁舎 reason=移設
at 2023-06-02T11:00
ok check
ok reviews
says '要確認はありません'

# An ended site takes nothing after its last day without a reason; what leaves
# it goes.
run site.edit site=手稲区役所 valid_to=2023-06-02 reason=統合
refuse 'R5.6.2で終わった拠点' unit.move unit=JS-0101 place=手稲区役所 \
    reason=移設 at=6/3T10:00
run unit.move unit=JS-0101 place=手稲区役所 reason=移設 at=6/2T10:00
at 2023-06-10T10:00
run unit.move unit=JS-0101 place=中央区役所仮庁舎 reason=移設
run unit.move unit=JS-0101 place=手稲区役所 reason=撤去の立会 pass=撤去作業
run incident.open place=手稲区役所 symptom=印字 device=PC city_no=C-2
says '注意: 手稲区役所 はR5.6.2で終わった拠点です'
run model.edit model=M720q valid_to=2023-05-31 reason=販売終了
refuse 'R5.5.31で終わった機種' unit.add machine_id=KK-9 model=M720q \
    segment=国保福祉 place=中央区役所仮庁舎
run unit.edit unit=KK-0414 model=M720q note=y
says '注意: M720q はR5.5.31で終わった機種です'
run unit.add machine_id=KK-9 model=M720q segment=国保福祉 place=中央区役所仮庁舎 \
    at=5/30T10:00
run unit.move unit=KK-9 place=東区役所 reason=移設

# A list is told where it puts units at an ended site, or adds of an ended model.
printf '%s\n' '機器ID,区分,機種名,製造番号,拠点,設置部署,状態' \
    'KK-10,国保福祉,M720q,PC0010,手稲区役所,,稼働中' >ended.csv
ok load ledger ended.csv --as-of 2023-06-09 --preview
cat err >>out
says '終わった拠点: 手稲区役所（令和5年6月2日(金)まで） 1台'
says '終わった機種: M720q（令和5年5月31日(水)まで） 新規 1台'

# A swap that is written down after the unit went on goes into the seat of then.
run unit.add machine_id=PR-9 model=ProDesk segment=住記・税 place=北区役所 \
    at=5/30T10:00
run unit.add machine_id=SP-9 model=ProDesk segment=住記・税 place=菊水分庁舎 \
    at=5/30T10:00
run spare.lend unit=SP-9
run incident.open unit=PR-9 symptom=異音 city_no=C-3 instructed=6/10T09:00
run unit.move unit=PR-9 place=東区役所 reason=移設 at=6/10T09:50
run incident.swap incident=C-3 spare=SP-9 at=6/10T09:30 contact=6/10T09:10 \
    start=6/10T09:20 pass=後日記録
looks unit SP-9 'j["place"] == "北区役所"'

# A renamed site takes the place that is called as it is along; what was written
# down before keeps the name of then.
run site.edit site=西区役所 name=西総合庁舎 reason=改称
looks place 西総合庁舎 'j["place"] == "西総合庁舎"'
lists 'any("西区役所" in (m["to"] or "") for m in j)
    and not any("西総合庁舎" in (m["to"] or "") for m in j)' moves
run unit.move unit=PR-9 place=西総合庁舎 reason=移設
lists 'sum(m["to"] == "西総合庁舎" for m in j) == 1' moves

# Older than half a year: the hour stays.
at 2024-06-10T10:00
ok list moves
says 'R5.5.30 10:00'
ok history unit KK-0413
says 'R5.6.2 10:00'
ok check
