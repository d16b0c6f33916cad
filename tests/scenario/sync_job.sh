#!/bin/sh
# Two laptops open the contract's fifth order of the year at once, each with its
# units (§5.2.1): one review on every copy, and no line of either is lost.
. "$(dirname "$0")/case.sh"
. "$(dirname "$0")/sync.sh"

shop
{
    echo '機器ID,区分,機種名,製造番号,拠点,設置部署,用途,状態'
    for n in 1 2 3 4 5 6 7; do
        echo "PC-$n,住記・税,HP_ProDesk400G3DM/CT,HP$n,菊水分庁舎,,窓口,保管"
    done
    for n in 1 2 3 4 5 6 7; do
        echo "DS-$n,住記・税,P223,DS$n,菊水分庁舎,,－,保管"
    done
} >l.csv
ok load ledger l.csv --as-of 2023-04-01
run media.release kind=住記・税窓口 version=v1 released=2023-04-01
at 2023-04-12T09:00
for n in 1 2 3 4; do
    run job.open kind=設置 order_no=指$n ordered=2023-04-0${n}T09:00 place=12
done
run job.open kind=再セットアップ order_no=再1 ordered=2023-04-05T09:00
run job.add_unit job=再1 unit=PC-7 media=住記・税窓口
laptop k1.db K1
laptop k2.db K2
on() { # LAPTOP ACTION KEY=VALUE…
    db=$1
    shift
    ok do --db "$db" --as 佐藤 "$@"
}
at 2023-04-12T15:00
# What was agreed without a reference is not agreed.
on k1.db job.open kind=設置 order_no=指5A place=12 agreed_by='市 山田' \
    agreed_at=2023-04-12T09:00
on k1.db job.add_unit job=指5A unit=PC-1,PC-2 media=住記・税窓口
on k1.db job.setup line=PC-1,PC-2
on k1.db job.done line=PC-1,PC-2
at 2023-04-12T15:10
on k2.db job.open kind=設置 order_no=指5B place=7
on k2.db job.add_unit job=指5B unit=PC-3,PC-4,PC-5 media=住記・税窓口
# And one unit that both add to one order.
on k1.db job.add_unit job=指4 unit=PC-6
on k2.db job.add_unit job=指4 unit=PC-6
# Displays alone are units; with six of them an order is over (§5.2.1).
on k1.db job.add_unit job=指3 unit=DS-1,DS-2,DS-3
on k2.db job.add_unit job=指3 unit=DS-4,DS-5,DS-6
# An order that one takes back while the other works on it.
on k1.db job.cancel job=再1 reason=市の都合
on k2.db job.receive job=再1
on k2.db job.done line=PC-7
for k in k1 k2; do
    sent $k.db --as 佐藤
    ok import "$file"
done
ok reviews --format json
cp out office
json '[r["title"] for r in j if "設置・撤去が年5回" in r["title"]].__len__() == 1'
json 'len([r for r in j if "1回の設置・撤去の5台" in r["title"]]) == 1'
json 'len([r for r in j if "取りやめ" in r["title"]]) == 1'
json 'len(j) == 4'
lists '[(t["order_no"], t["kind"], t["amount"], t["next"]) for t in j
    if t["order_no"][:2] == "指5"] == [
    ("指5A", "設置 5回目", "2台", "完了"),
    ("指5B", "設置 6回目", "3台", "再セット 0/3")]' tasks
lists 'sorted(r["machine_id"] for r in j if r["job"][:2] in ("K1", "K2"))
    == ["PC-1", "PC-2", "PC-3", "PC-4", "PC-5"]' job_lines
# Nobody can choose one away.
id=$("$PYTHON" -c 'import json
print([r["id"] for r in json.load(open("office")) if "年5回" in r["title"]][0])')
for entry in $("$PYTHON" -c 'import json
print(*[e for r in json.load(open("office")) if "年5回" in r["title"]
        for e in r["entries"]])'); do
    refuse '変わるものがありません' review.choose review="$id" entry="$entry" \
        reason=どちらか
done
lists 'len(j) == 14' job_lines
# The city agreed: both stand, and what the loser had is there.
run job.edit job=指5B agreed_by='市 山田' agreed_at=15:00 agreed_ref=議事録4
ok reviews --format json
json 'len(j) == 3'
lists '[q["words"] for q in j] == ["6/5回", "0/30台", "0/6回"]' quotas
looks job 指5B 'j["nth"] == "6/5 協議済"'
looks unit PC-1 'j["place"] == "清田区役所(総合庁舎)"'
sent o.db
for k in k1 k2; do
    ok import "$file" --db $k.db --as 佐藤
    same o.db $k.db
done
ok rebuild --verify
