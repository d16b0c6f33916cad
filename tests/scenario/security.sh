#!/bin/sh
# Permits (R81) and incidents of information security (R80): the export names
# the permit valid that day, warns without one, and goes on.
. "$(dirname "$0")/sync.sh"

KIKUSUI_NOW=2023-04-12T10:20
office o.db
laptop k1.db K1

export KIKUSUI_DB="$dir/o.db"
ok export --to stick
warns '許可が記録にありません'
exits 1 do permit.add kind=持ち出し no=承認12 from=2023-04-10 to=2023-04-01
warns '始めより後'
ok do permit.add kind=複製 no=承認11 from=2023-04-01
ok do permit.add kind=持ち出し no=承認9 from=2022-04-01 to=2023-03-31
ok export --to stick
warns '許可が記録にありません'
ok do permit.add kind=持ち出し no=承認12 from=2023-04-01 to=2024-03-31
ok list permits --format json
json '{p["no"]: p["state"] for p in j} == {"承認11": "有効", "承認9": "終了",
      "承認12": "有効"}'
sent o.db
json 'j["permit"] == "承認12"'
ok import "$file" --db k1.db --format json
json 'j["bundles"][0]["permit"] == "承認12"'
# The laptop has it from there on, and both sides keep what was told.
sent k1.db
json 'j["permit"] == "承認12"'
ok list imports --db k1.db --format json
json 'j[0]["permit"] == "承認12"'
ok do permit.remove permit=承認12 reason=取り下げ
sent o.db
json 'j["permit"] is None'

ok do security.incident kind=紛失 at=2023-04-12T09:00 text='K1 を駅で紛失'
ok list security --format json
json 'len(j) == 1 and j[0]["state"] == "未報告"'
exits 1 do security.report security=紛失 reported_at=2023-04-12T08:00
warns '起きた日時'
ok do security.report security=紛失 reported_at=2023-04-12T10:30
ok list security --format json
json 'j[0]["state"] == "" and j[0]["reported_at"] == "2023-04-12T10:30"'
