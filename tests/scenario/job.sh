#!/bin/sh
# Orders of many units (§5.2, §5.7, R39-R41, R59-R61) against the contract's
# limits: 5 orders a year, 5 units each, 30 units set up anew; a display rides
# along uncounted; more only with what was agreed with the city. A PC is set up
# anew before it is installed; the ledger follows.
. "$(dirname "$0")/case.sh"

office o.db
export KIKUSUI_DB="$dir/o.db"
{
    echo '機器ID,区分,機器種別,機種名,製造番号,拠点,設置部署,用途,状態'
    for n in 01 02 03 04 05 06 07 08; do
        echo "PC-00$n,住記・税,パソコン,ProDesk,SN$n,菊水分庁舎,,窓口,保管"
    done
    for n in 1 2 3 4 5 6 7 8 9; do
        echo "DS-000$n,住記・税,ディスプレイ,P223,DS$n,菊水分庁舎,,－,保管"
    done
    echo 'OLD-1,住記・税,パソコン,ProDesk,OLD1,東区役所,保険年金課,運用,稼働中'
    echo 'LP-0001,住記・税,カラーレーザー,SP C840,LP1,菊水分庁舎,,－,保管'
    echo 'ML-0001,住記・税,モノクロレーザー,P501,ML1,菊水分庁舎,,－,保管'
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
# Mono and dot printers are among them; five PCs with five displays are 5 台.
ok do job.add_unit job=指5 unit=DP-0001,ML-0001 to=12 --preview
says '2/5台'
ok do job.add_unit job=指5 unit="$(units PC 1 5),$(units DS 1 5)" to=12 \
    media=住記・税窓口
says '10件'
looks job 指5 'j["units"] == 5'
exits 1 do job.add_unit job=指5 unit=PC-0006 to=12
warns '6/5台になります'
ok do job.cancel_unit line=PC-0004 at=10:00 reason=市の変更
ok do job.add_unit job=指5 unit=PC-0006 to=12 media=住記・税窓口
# Without a time it counts from now; that is no way around the limit.
exits 1 do job.open kind=撤去 order_no=指6
warns '2023年度は 6/5回になります'
refuse '指示日時は空にできません' job.edit job=指5 ordered=
# Nor is an earlier one, of which the fifth would become the sixth.
refuse '2023年度は 6/5回になります' job.open kind=撤去 order_no=指6 \
    ordered=2023-04-09T10:00
# A sixth only with the city.
exits 1 do job.open kind=撤去 order_no=指6 ordered=2023-04-12T10:00
warns '市と協議'
refuse '協議の記録' job.open kind=撤去 order_no=指6 ordered=2023-04-12T10:00 \
    agreed_by='市 山田' agreed_at=2023-04-12T09:30
used 設置・撤去 5/5回
ok do job.open kind=撤去 order_no=指6 ordered=2023-04-12T10:00 \
    agreed_by='市 山田' agreed_at=2023-04-12T09:30 agreed_ref=議事録3
ok show job 指6 --format json
json 'j["nth"] == "6/5 協議済"'
used 設置・撤去 6/5回

# An order that the city takes back as a whole gives its place back, and no more
# of it waits; what was done of it stays done.
at 2023-04-12T16:00
ok do job.open kind=設置 order_no=取 ordered=2023-04-12T11:00 place=12 due=2023-04-30 \
    agreed_by='市 山田' agreed_at=2023-04-12T09:30 agreed_ref=議事録3
ok do job.add_unit job=取 unit=PC-0007 to=12 media=住記・税窓口
used 設置・撤去 7/5回
refuse '別の作業' job.add_unit job=指4 unit=PC-0007 to=12
exits 1 do job.cancel job=取
ok do job.cancel job=取 reason=市の都合
says '設置・撤去 6/5回'
used 設置・撤去 6/5回
looks job 取 'j["state"] == "取りやめ" and j["nth"] is None'
ok screen 'job 取'
says '取りやめ  16:00'
for l in due tasks; do
    lists '[r for r in j if "K0-J0007" in str(r) or "設置 7回目" in str(r)] == []' $l
done
lists '[r["state"] for r in j if r["machine_id"] == "PC-0007"] == ["取りやめ"]' \
    job_lines
ok do job.add_unit --preview job=指4 unit=PC-0007 to=12
refuse 取りやめています job.cancel job=取 reason=もう一度
refuse 見つかりません job.setup line=PC-0007
refuse 取りやめています job.finish job=取
refuse 取りやめています job.edit job=取 note=メモ
refuse 取りやめています job.add_unit job=取 unit=PC-0008
refuse 取りやめています job.step job=取 step=搬出
ok do undo
used 設置・撤去 7/5回
ok do job.setup line=PC-0007
refuse 'PC-0007 の作業が済んでいる' job.cancel job=取 reason=市の都合
ok do undo
entry job.cancel job=指1 reason=市の都合
cancelled=$entry
used 設置・撤去 6/5回
ok do job.open kind=設置 order_no=指7 place=12
refuse '2023年度は 8/5回になります' undo entry="$cancelled"
ok do undo
ok do undo
ok do undo
ok do undo
used 設置・撤去 6/5回

# 28 + 2 are 30; 28 + 3 are not; what is cancelled comes back.
ok do job.open kind=再セットアップ order_no=再1 ordered=2023-04-12T09:00
ok do job.add_unit job=再1 unit="$(units RS 10 37)" media=国保福祉運用
says "28/30台"
used 再セットアップ 28/30台
ok do job.open kind=再セットアップ order_no=再2 ordered=2023-04-12T09:10
exits 1 do job.add_unit job=再2 unit="$(units RS 38 40)"
warns '2023年度は 31/30台になります'
ok do job.add_unit job=再2 unit="$(units RS 38 39)"
used 再セットアップ 30/30台
exits 1 do job.add_unit job=再2 unit=RS-0040
ok do job.cancel_unit line=RS-0039 at=10:00 reason=取りやめ
ok do job.add_unit job=再2 unit=RS-0040 media=国保福祉窓口
used 再セットアップ 30/30台
# Beyond the limit with the city, a further order still takes none without; that
# it stands beyond it already is no room for more.
ok do job.open kind=再セットアップ order_no=再3 ordered=2023-04-12T09:20 \
    agreed_by=山田 agreed_at=2023-04-12T09:00 agreed_ref=議事録2
ok do job.add_unit job=再3 unit=RS-0041
used 再セットアップ 31/30台
refuse '2023年度は 32/30台になります' job.add_unit job=再2 unit=RS-0042
refuse '2023年度は 33/30台になります' job.add_unit job=再1 unit=RS-0042,RS-0039
ok do job.open kind=再セットアップ order_no=再4 ordered=2023-04-12T09:30
refuse '2023年度は 32/30台になります' job.add_unit job=再4 unit=RS-0042
ok do undo
ok do job.cancel_unit --preview line=RS-0040 at=10:00 reason=取りやめ
ok do undo
ok do undo
used 再セットアップ 30/30台
# Lowered below what is used, a limit has no room either, nor has an order moved
# from one year that is over into another; what is over may become less.
ok do param.edit param=resetup.units value=20 reason=試し
refuse '2023年度は 31/20台になります' job.add_unit job=再2 unit=RS-0042
ok do job.cancel_unit --preview line=RS-0040 at=10:00 reason=取りやめ
ok do undo
ok do param.edit param=install.units value=3 reason=試し
refuse '6/3台になります' job.add_unit job=指5 unit=ML-0001
refuse '6/3台になります' job.add_unit job=指5 unit=DS-0006
ok do job.cancel_unit --preview line=PC-0001 at=10:00 reason=取りやめ
ok do undo
ok do param.edit param=install.orders value=0 reason=試し
refuse '2024年度は 1/0回になります' job.edit job=指5 ordered=2024-04-02T09:00 \
    reason=誤記
ok do undo

# One week as a guideline, with the weekday before where it falls on a holiday.
at 2023-04-26T16:00
ok do job.receive job=再2 at=2023-04-26T15:00
says '返却の目安 R5.5.3（憲法記念日。R5.5.2 までに）'
ok list due --format json
json '[(r["day"], r["mark"], r["what"]) for r in j if r["no"] == "K0-J0010"]
      == [("2023-05-03", "", "再2 0/2台（憲法記念日。R5.5.2 までに）")]'
at 2023-05-01T09:00
lists '[r["mark"] for r in j if r["no"] == "K0-J0010"] == ["急"]' due
at 2023-05-04T09:00
lists '[r["mark"] for r in j if r["no"] == "K0-J0010"] == ["超"]' due
at 2023-06-14T16:00
ok do job.receive --preview job=再1 at=2023-06-14T15:00
says '返却の目安 R5.6.21'
at 2023-12-25T10:00
ok do job.receive job=再1 at=2023-12-25T09:00
says '返却の目安 R6.1.1（元日。R5.12.28 までに）'
# What was done once is put right for a reason, not done again.
refuse 'もう受領しています（09:00）。直すときは「作業の指示を訂正」' job.receive job=再1 at=2023-12-25T09:10
refuse 'もう受領しています' job.receive job=再2
refuse '理由を入れてください' job.edit job=再1 received=2023-12-25T08:50
refuse '空にできません' job.edit job=再1 received= reason=誤記
run job.edit job=再1 received=2023-12-25T08:50 reason=時計のずれ
looks job 再1 'j["received"] == "2023-12-25T08:50"'
refuse 'まだ終わっていません' job.edit job=再1 finished=2023-12-25T09:00 reason=先に

# The lines, all of them, then the order; an order with open lines only for a
# reason. What was not named by the city, and to whom it went back, as well.
refuse '作業がまだです' job.finish job=再2 at=2023-12-25T09:30 to='市 山田'
refuse '受領が機器の作業 4/26 14:00 より後です' job.done line=RS-0040 at=2023-04-26T14:00
refuse 'RS-0038 に市が指定したリカバリ媒体がまだ' job.done line=RS-0038,RS-0040 \
    at=2023-12-25T09:20
run media.release kind=国保福祉窓口 version=v1 released=2023-04-01
run media.release kind=国保福祉窓口 version=v2 released=2023-12-01
run media.release kind=国保福祉運用 version=v1 released=2023-04-01
refuse 'という媒体種別はありません' job.edit_unit line=RS-0038 media=月面
refuse 'の機種の媒体ではありません' job.edit_unit line=RS-0038 media=住記・税窓口
run job.edit_unit line=RS-0038 media=国保福祉運用
refuse '市が指定した媒体は 国保福祉運用 です' job.done line=RS-0038 \
    at=2023-12-25T09:20 media='国保福祉窓口 v2'
run job.done line=RS-0038,RS-0040 at=2023-12-25T09:20
looks unit RS-0038 'j["media"] == "国保福祉運用 v1" and j["role"] == "運用"'
looks unit RS-0040 'j["media"] == "国保福祉窓口 v2" and j["role"] == "窓口"
    and j["place"] == "菊水分庁舎"'
run job.edit_unit line=RS-0040 done=2023-12-25T09:15 reason=控えで確認
lists '[(r["done"], r["setup"]) for r in j if r["machine_id"] == "RS-0040"
        and r["state"] == "済"]
    == [("2023-12-25T09:15", "2023-12-25T09:15")]' job_lines
run undo
run job.step job=再2 step=検品 at=2023-12-25T09:25
refuse 'だれに返したか' job.finish job=再2 at=2023-12-25T09:30
run job.finish job=再2 at=2023-12-25T09:30 to='市 山田'
looks job 再2 'j["state"] == "完了" and j["done"] == 2
    and j["returned_to"] == "市 山田"'
refuse 'もう終わっています' job.finish job=再2 at=2023-12-25T09:35 to='市 鈴木'
refuse '理由を入れてください' job.edit job=再2 to='市 鈴木'
run job.edit job=再2 to='市 鈴木' finished=2023-12-25T09:32 reason=控えで確認
looks job 再2 'j["returned_to"] == "市 鈴木"
    and j["finished"] == "2023-12-25T09:32"'
run job.finish job=再1 at=2023-12-25T09:40 to='市 山田' pass=市の指示で打切り
run undo
looks job 再1 'j["state"] == "受領"'

# Installing (§5.2.2): set up with the medium that the city named first, then it
# stands at the site and the ledger has it; its display goes with it.
at 2023-12-25T11:00
run media.release kind=住記・税窓口 version=v7 released=2023-12-20
refuse 'PC-0001 の再セットアップがまだです' job.done line=PC-0001
run job.setup line=PC-0001
says 'PC-0001 住記・税窓口 v7'
says '再セットアップ 1/5台'
refuse 'DS-0002 はパソコンではありません' job.setup line=DS-0002 media='住記・税窓口 v7'
run job.setup line="$(units PC 2 3),PC-0005,PC-0006"
says '4件'
run unit.edit unit=DS-0001 pair=PC-0001
refuse '再セットアップ 11:00 が設置 10:00 より後です' job.done \
    line=PC-0001 at=10:00
run job.done line=PC-0001 at=11:00
looks unit PC-0001 'j["place"] == "清田区役所(総合庁舎)"
    and j["state"] == "稼働中"'
looks unit DS-0001 'j["place"] == "清田区役所(総合庁舎)" and j["state"] == "稼働中"'
lists '[r["reason"] for r in j] == ["設置"]' moves machine_id=DS-0001
refuse 'PC-0001 の作業はもう済んでいます' job.done line=PC-0001 at=11:00
refuse 'PC-0001 の作業はもう済んでいます' job.setup line=PC-0001
# Put right, the movements of both follow.
refuse '理由を入れてください' job.edit_unit line=PC-0001 done=11:05
refuse 'まだ済んでいません' job.edit_unit line=PC-0002 done=11:05 reason=先に
at 2023-12-25T11:10
run job.edit_unit line=PC-0001 done=11:05 reason=控えで確認
lists '[r["reason"] for r in j] == ["設置"] and "11:05" in str(j)' moves machine_id=PC-0001
run undo
lists '"11:05" not in str(j)' moves machine_id=PC-0001
at 2023-12-25T11:00
# The display's own line moves it no second time.
run job.done line=DS-0001 at=11:00
lists 'len(j) == 1' moves machine_id=DS-0001
# Taking away (§5.2.2): to 菊水, no longer looked after, out of the list.
run job.add_unit job=指6 unit=OLD-1
run job.done line=OLD-1 at=11:00
looks unit OLD-1 'j["place"] == "菊水分庁舎" and j["state"] == "管理外"'
lists 'not [u for u in j if u["machine_id"] == "OLD-1"]' ledger
refuse 'もう済んでいます' job.cancel_unit line=OLD-1 reason=枠を戻す
refuse '機器の作業 11:00 より前です' job.finish job=指6 at=10:00
run job.finish job=指6 at=11:00
refuse 'この作業は終わっています' job.add_unit job=指6 unit=PC-0007
run undo
run undo
looks unit OLD-1 'j["place"] == "東区役所" and j["state"] == "稼働中"'

# A display without a PC on the order is a 台 of its own.
run job.open kind=設置 order_no=指7 ordered=2023-12-25T10:00 place=12 \
    agreed_by=山田 agreed_at=2023-12-25T10:00 agreed_ref=議事録5
refuse '6/5台になります' job.add_unit job=指7 unit="$(units DS 6 9),DP-0001,ML-0001"
run job.add_unit job=指7 unit="$(units DS 6 9)"
says '4/5台'
run job.add_unit job=指7 unit=PC-0007 media=住記・税窓口
says '4/5台'
run job.cancel_unit line=PC-0007 at=11:00 reason=市の変更
lists '[(t["what"], t["amount"]) for t in j if t["order_no"] == "指7"]
    == [("清田区役所(総合庁舎) P223", "4台")]' tasks
run job.done line="$(units DS 6 9)" at=11:00
run job.finish job=指7 at=11:00
looks job 指7 'j["done"] == 4 and j["state"] == "完了"'

ok rebuild --verify

# The one search finds it by the city's number.
ok list search --search 再2 --format json
json '[r["target"] for r in j] == ["job"]'

# The city's number given twice is told, not refused.
ok do job.open kind=撤去 order_no=指５ ordered=2023-04-12T09:00 \
    agreed_by=山田 agreed_at=2023-04-12T09:00 agreed_ref=議事録4
says '注意: 指示番号 指5 は '
says ' にもあります'
