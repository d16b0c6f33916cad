#!/bin/sh
# From 令和5年度 into 令和6年度 (R1-R5): a new PC model with its media, a site
# that closes and one that opens, a department of another name, other hours and
# limits, by data and actions alone; what was done in the old year stays as it
# was.
. "$(dirname "$0")/case.sh"

at 2024-03-22T09:00
ok demo --dir d --no-screen
export KIKUSUI_DB="$dir/d/kikusui.db"
run incident.open place=13 symptom=旧年度 device=PC city_no=Y-1 instructed=08:50

# --- the new year's data ---
"$PYTHON" - "$KIKUSUI" <<'PY' || fail 'the conditions of the new year'
import json, subprocess, sys
new = {"contract.name": "令和6年度 基幹系一端末等維持管理業務", "contract.year": "2024",
       "service.open": "08:30", "service.close": "17:00", "sla.contact_min": "45",
       "install.orders": "6", "install.units": "8", "resetup.units": "40",
       "media.orders": "7", "submission.days": "5"}
k = sys.argv[1]
rows = json.loads(subprocess.check_output([k, "list", "params", "--format", "json"]))
for r in rows:
    if r["value"] is None:
        continue  # what no paper says yet
    subprocess.check_call([k, "do", "param.add", "key=" + r["key"],
        "value=" + new.get(r["key"], r["value"]), "label=" + (r["label"] or ""),
        "valid_from=2024-04-01", "valid_to=2025-03-31"],
        stdout=subprocess.DEVNULL)
PY
run model.add name=HP_ProDesk_400_G9 short=G9 maker=HP dev_type=パソコン \
    flow_class=パソコン desk=HP修理 valid_from=2024-04-01
run image.add kind=国保福祉窓口G9 model=G9 segment=国保福祉 role=窓口 \
    label=国保福祉（窓口）G9
run media.release kind=国保福祉窓口G9 version=v1 released=2024-03-22
run contracted.add segment=国保福祉 model=G9 number=20 line=17 \
    device=デスクトップパソコン valid_from=2024-04-01
run contracted.edit contracted=10 number=292 reason=機種の入替え
run site.edit site=31 valid_to=2024-03-31 reason=閉鎖
run site.add no=33 name=新庁舎 kana=しんちょうしゃ valid_from=2024-04-01
run dept.add site=33 name=窓口課
run dept.edit site=4 dept=保険年金課 name=国保医療課 kana=こくほいりょうか \
    reason=組織の改正
# Nothing of today moved by it.
looks incident Y-1 'j["contact_due"] == "2024-03-22T09:50" and j["contact_limit"] == 60'
lists '{q["label"]: q["words"] for q in j}["設置・撤去"].endswith("/5回")' quotas
prints 2024-03-29T17:15 due 2024-03-29T16:15 60
# The papers before the new year stand at once.
lists '{(r["kind"], r["due_on"]) for r in j if r["due_on"] == "2024-03-29"
        and r["period"] == "業務着手前"} == {(k, "2024-03-29") for k in (
        "業務責任者指定通知書", "情報資産取扱者名簿", "作業体制図",
        "セキュリティ保全申出書")}' documents

# --- the new year ---
at 2024-04-01T08:40
ok screen home
grep -q 契約期間外 out && fail 'the new year is none'
prints 2024-04-02T08:45 due 2024-04-01T16:45 30
lists '{q["label"]: q["words"] for q in j} == {"設置・撤去": "0/6回",
      "再セットアップ": "0/40台", "媒体更新": "0/7回"}' quotas
# Units of the new model at the new site, by the city's list.
{
    echo '機器ID,区分,機種名,拠点,設置部署,用途,状態,媒体種別,媒体版'
    echo 'KK-9001,国保福祉,HP_ProDesk_400_G9,新庁舎,窓口課,窓口,稼働中,国保福祉窓口G9,v1'
    echo 'SP-9001,国保福祉,HP_ProDesk_400_G9,菊水分庁舎,,窓口,予備,国保福祉窓口G9,v1'
} >new.csv
ok load ledger new.csv --as-of 2024-04-01 --format json
json 'j["added"] == 2 and j["bad"] == 0'
lists '[(c["contracted"], c["units"]) for c in j if c["list_no"] == 17] == [(20, 2)]' \
    contracted
# A case of it, with the new hours and limits; its spare is the new model's.
run incident.open unit=KK-9001 symptom=新年度 city_no=Y-2 instructed=08:35
looks incident Y-2 'j["contact_limit"] == 45
    and j["contact_due"] == "2024-04-01T09:20" and j["flow_class"] is not None'
run spare.reserve spare=SP-9001 incident=Y-2
# The old year's case counts as it was instructed, the closed site still has
# its past, the old name of the department is found in the history.
looks incident Y-1 'j["contact_limit"] == 60
    and j["contact_due"] == "2024-03-22T09:50"'
lists '[s["valid_to"] for s in j if s["no"] == 31] == ["2024-03-31"]' sites
ok history dept 国保医療課
says 保険年金課
lists 'len(j) > 0' units dept=国保医療課
run job.open kind=設置 order_no=R6-1 ordered=08:35 place=新庁舎
looks job R6-1 'j["nth"] == "1/6"'
# A site that is closed takes no more.
printf '機器ID,区分,機種名,拠点\nKK-9002,国保福祉,HP_ProDesk_400_G9,%s\n' \
    "$("$KIKUSUI" list sites --format json | "$PYTHON" -c 'import json, sys
print([s["name"] for s in json.load(sys.stdin) if s["no"] == 31][0])')" >closed.csv
ok load ledger closed.csv --as-of 2024-04-01 --preview
warns '終わった拠点'
# The months of the new year, five days after their end; its survey.
at 2024-04-30T09:00
lists '{(r["due_on"], r["shift"]) for r in j if r["period"] == "令和6年4月分"}
      == {("2024-05-07", "5/5 こどもの日のため翌勤務日")}' documents
lists '[(s["year"], s["state"]) for s in j][0] == ("令和6年度", "調整前")' surveys
# Who changes a figure of the year that is over is told what it judges anew.
ok list params key=sla.onsite_min --format json
old=$("$PYTHON" -c 'import json
print([r["id"] for r in json.load(open("out")) if r["valid_from"] < "2024"][0])')
refuse '契約条件を変えるときは' param.edit param="$old" value=30
ok do param.edit param="$old" value=30 reason=試し --preview
says '判定が変わります'
ok check
