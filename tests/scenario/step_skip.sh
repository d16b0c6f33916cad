#!/bin/sh
# A step is left out for a reason: without one it is not, with one it counts as
# done, holds nothing up any more, is told, and can be taken up again.
. "$(dirname "$0")/case.sh"

shop
pcs
run job.open kind=設置 order_no=指05 ordered=2023-04-10T09:00 place=北区役所 \
    due=2023-05-10
job=K0-J0001
run job.add_unit job=$job unit=SP-20 to=北区役所
# It gates the end of the job.
refuse '設置' job.finish job=$job at=10:20
refuse '省く理由を入れてください' job.step job=$job step=設置 done=skip
refuse '手順にありません' job.step job=$job step=踊る done=skip note=x
run job.step job=$job step=設置 done=skip note='市が据付を取りやめた'
told '市が据付を取りやめた' job $job
run job.finish job=$job at=10:20
run undo
# Taken up again it gates as before.
run job.step job=$job step=設置 done=no
refuse '設置' job.finish job=$job at=10:20
# A step that another waits for lets it go on as well.
run incident.open unit=KK-0413 city_no=R5-1 symptom=起動しない
refuse '内容の確認' incident.step incident=R5-1 step=内容の再確認
run incident.step incident=R5-1 step=現地へ連絡 done=skip note='窓口で聞いた'
told '窓口で聞いた' incident R5-1
ok check
