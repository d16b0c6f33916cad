#!/bin/sh
# Orders of many units (§5.2, §5.7, R39-R41, R59-R61) against the contract's
# limits: 5 orders a year, 5 units each, 30 units set up anew; a display rides
# along uncounted; more only with what was agreed with the city.
. "$(dirname "$0")/lib.sh"

office o.db
export KIKUSUI_DB="$dir/o.db"
{
    echo '機器ID,区分,機器種別,機種名,製造番号,拠点,設置部署,用途,状態'
    for n in 01 02 03 04 05 06 07 08; do
        echo "PC-00$n,住記・税,パソコン,ProDesk,SN$n,菊水分庁舎,,窓口,保管"
    done
    echo 'LP-0001,住記・税,カラーレーザー,SP C840,LP1,菊水分庁舎,,－,保管'
    echo 'DP-0001,住記・税,ドットインパクト,VP-4300N,DP1,菊水分庁舎,,－,保管'
    n=10
    while [ $n -le 42 ]; do
        echo "RS-00$n,国保福祉,パソコン,M720q,RS$n,菊水分庁舎,,窓口,保管"
        n=$((n + 1))
    done
} >l.csv
ok load ledger l.csv --as-of 2023-04-01

units() { # PREFIX FROM TO: RS-0010,RS-0011,…
    n=$2 list=
    while [ "$n" -le "$3" ]; do
        list=$list,$(printf '%s-%04d' "$1" "$n")
        n=$((n + 1))
    done
    echo "${list#,}"
}
used() { # LABEL WORDS: how much of a quota is used
    ok list quotas --format json
    json "[q['words'] for q in j if q['label'] == '$1'] == ['$2']"
}

# Four earlier orders of the year, then the fifth.
for n in 1 2 3 4; do
    ok do job.open kind=設置 order_no=指$n ordered=2023-04-10T09:00 place=12
done
used 設置・撤去 4/5回
ok do job.open kind=設置 order_no=指5 ordered=2023-04-12T09:00 place=12
used 設置・撤去 5/5回
exits 1 do job.add_unit job=指5 unit="$(units PC 1 6)" to=12
warns '5台まで'
ok list job_lines --format json
json 'j == []'
exits 1 do job.add_unit job=指5 unit=LP-0001 to=12
warns 'カラーレーザー'
ok do job.add_unit job=指5 unit="$(units PC 1 4)" to=12
says '4件'
ok do job.add_unit job=指5 unit=DP-0001 to=12
says '5/5台'
exits 1 do job.add_unit job=指5 unit=PC-0005 to=12
ok do job.cancel_unit line=PC-0004 at=10:00 reason=市の変更
ok do job.add_unit job=指5 unit=PC-0005 to=12
# A sixth only with the city.
exits 1 do job.open kind=撤去 order_no=指6 ordered=2023-04-12T10:00
warns '市と協議'
used 設置・撤去 5/5回
ok do job.open kind=撤去 order_no=指6 ordered=2023-04-12T10:00 \
    agreed_by='市 山田' agreed_at=2023-04-12T09:30 agreed_ref=議事録3
ok show job 指6 --format json
json 'j["nth"] == "6/5 協議済"'
used 設置・撤去 6/5回

# 28 + 2 are 30; 28 + 3 are not; what is cancelled comes back.
ok do job.open kind=再セットアップ order_no=再1 ordered=2023-04-12T09:00
ok do job.add_unit job=再1 unit="$(units RS 10 37)"
used 再セットアップ 28/30台
ok do job.open kind=再セットアップ order_no=再2 ordered=2023-04-12T09:10
exits 1 do job.add_unit job=再2 unit="$(units RS 38 40)"
warns '30台まで'
ok do job.add_unit job=再2 unit="$(units RS 38 39)"
used 再セットアップ 30/30台
exits 1 do job.add_unit job=再2 unit=RS-0040
ok do job.cancel_unit line=RS-0039 at=10:00 reason=取りやめ
ok do job.add_unit job=再2 unit=RS-0040
used 再セットアップ 30/30台

# One week as a guideline, with the weekday before where it falls on a holiday.
export KIKUSUI_NOW=2023-04-26T16:00
ok do job.receive job=再2 at=2023-04-26T15:00
says '返却の目安 R5.5.3（休日。R5.5.2 までに）'
ok list due --format json
json '[(r["day"], r["mark"]) for r in j if r["no"] == "K0-J0008"]
      == [("2023-05-03", "")]'
export KIKUSUI_NOW=2023-12-25T10:00
ok do job.receive job=再1 at=2023-12-25T09:00
says 'R6.1.1（休日。R5.12.28 までに）'

# The lines, all of them, then the order; an order with open lines only for a
# reason.
exits 1 do job.finish job=再2 at=2023-12-25T09:30
warns '作業'
ok do job.done line=RS-0038,RS-0040 at=2023-12-25T09:20
ok do job.finish job=再2 at=2023-12-25T09:30
ok show job 再2 --format json
json 'j["state"] == "完了" and j["done"] == 2'
ok do job.finish job=再1 at=2023-12-25T09:40 pass=市の指示で打切り
ok do undo
ok show job 再1 --format json
json 'j["state"] == "受領"'
ok rebuild --verify

# The city's number given twice is told, not refused.
ok do job.open kind=撤去 order_no=指５ ordered=2023-04-12T09:00 \
    agreed_by=山田 agreed_at=2023-04-12T09:00
says '注意: 指示番号 指5 は '
says ' にもあります'
