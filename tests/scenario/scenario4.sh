#!/bin/sh
# A colour printer over a long weekend (scenario 4; R17, R26, R27, R33): a
# maker's case goes by its cause, his steps stand before the user's check, a visit
# on the desk's closed day is told with the reason. No spare, and the ledger as
# before.
read_it=$(realpath "$(dirname "$0")/monthly_read.py")
. "$(dirname "$0")/case.sh"

shop
ledger <<ROWS
CP-0012,住記・税,RICOH_SP_C840,CP0012,清田区役所,戸籍住民課,,稼働中,,,,,
CP-0013,住記・税,RICOH_SP_C840,CP0013,清田区役所,戸籍住民課,,稼働中,,,,,
ROWS
ok list ledger --format tsv
cp out ledger.before
at 2023-07-14T15:40
run incident.open unit=CP-0012 symptom=サービスコール city_no=C-1
says '期限 連絡 16:40  着手 7/18 10:10'
grep 予備機 out && fail 'a spare is offered for what a maker mends'
ok desk リコー
says '開 残2:20'
run incident.contact incident=C-1 person=村上
run incident.decide incident=C-1 onsite=yes
# Field work decided: cause and the maker's steps are all named at once.
refuse 原因区分を決めるがまだ incident.user_check incident=C-1 by=村上
for step in メーカーへSE手配 SE訪問予定 現地へSE派遣を連絡 SE着手 SE作業完了; do
    warns "$stepがまだ"
done
run incident.cause incident=C-1 kind=機器故障
run incident.contact incident=C-1 to=メーカー person=受付
# Saturday the desk makes visits until 17:00; Monday is a holiday.
run visit.plan incident=C-1 maker=yes at=2023-07-15T16:00 --preview
grep 注意 out && fail 'a Saturday is open'
run visit.plan incident=C-1 maker=yes at=2023-07-15T17:00 --preview
says '注意: リコー の訪問 翌17:00 は訪問の受付時間外です'
run visit.plan incident=C-1 maker=yes at=2023-07-17T10:00
says '注意: リコー の訪問 7/17 10:00 は休みです（海の日）'
# It stands on the case until the day is another.
ok show incident C-1
says '注意: リコー の訪問 7/17 10:00 は休みです（海の日）'
run visit.plan incident=C-1 maker=yes at=2023-07-18T09:40
grep 休みです out && fail 'told of a day that is none any more'
ok show incident C-1
grep 休みです out && fail 'the case tells of a day that is none any more'
run visit.plan incident=C-1 maker=yes told=15:55
looks incident C-1 'j["state"] == "SE待ち"'
at 2023-07-15T10:00
ok desk リコー
says '開 残8:00'
at 2023-07-17T10:00
ok desk リコー
says '閉 次 7/18 9:00'
at 2023-07-18T11:00
run visit.start incident=C-1 maker=yes at=09:45
looks incident C-1 'j["onsite_status"] == "達成" and j["onsite_elapsed"] == 155
    and j["onsite_due"] == "2023-07-18T10:10"'
refuse SE作業完了がまだ incident.user_check incident=C-1 by=村上 at=10:35
run visit.leave incident=C-1 maker=yes at=10:30
run incident.user_check incident=C-1 by=村上 at=10:35
# リコー hands in a report of the work: completion is where it must be here.
refuse 'リコー の作業報告書（10:30 撤収）がまだ' incident.complete incident=C-1 \
    action=定着器を交換 result=復旧
run visit.correct incident=C-1 visit=1 report=受領 reason=記録漏れ
run incident.complete incident=C-1 action=定着器を交換 result=復旧
lists '[(v["who"], v["report"]) for v in j] == [("メーカーSE", "受領")]' visits
lists 'j == []' repairs
ok list ledger --format tsv
cmp -s out ledger.before || fail 'the ledger changed'
# Nobody on site is stopped: what stands elsewhere is passed and told.
at 2023-07-19T11:00
run incident.open unit=CP-0013 symptom=印字がずれる city_no=C-2 instructed=09:00
run incident.contact incident=C-2 person=村上 at=09:10
run incident.decide incident=C-2 onsite=yes at=09:20
run incident.cause incident=C-2 kind=設定起因
# 設定起因: the maker is asked and the settings restored, or it falls back to SE.
refuse メーカーへ設定方法を照会がまだ incident.user_check incident=C-2 by=村上
warns 設定を復旧がまだ
grep SE err && fail 'SE is asked for what is a setting'
run incident.contact incident=C-2 to=メーカー at=09:30
run visit.start incident=C-2 at=10:00
run incident.step incident=C-2 step=設定を復旧 at=10:20
run incident.user_check incident=C-2 by=村上 at=10:30 --preview
run incident.cause incident=C-2 kind='設定起因（SE手配）'
refuse SE着手がまだ incident.user_check incident=C-2 by=村上
run incident.user_check incident=C-2 by=村上 pass=ほかの端末で記録
ok show incident C-2
says 'SE着手がまだです: ほかの端末で記録'
# Solved by phone nothing of it is asked.
run incident.open unit=CP-0013 symptom=紙づまり city_no=C-3 instructed=10:30
run incident.contact incident=C-3 person=村上 at=10:40
run incident.decide incident=C-3 onsite=no at=10:45
run incident.complete incident=C-3 action=案内 result=復旧 at=10:50
ok check
# July's report: the SE's visit in its own words, both clocks met.
at 2023-08-01T09:00
ok report monthly 2023-07 --to papers
"$PYTHON" "$read_it" "$(cat out)" >paper || fail 'the spreadsheet of July'
for words in 'C-1 清田区役所(総合庁舎) 戸籍住民課 カラーレーザー 住記・税 CP-0012' \
    'SE 7/18 09:45 SE 7/18 10:30' '着手: 155分 達成（目標 180分）' \
    '対応内容: 定着器を交換' '着手: 現場作業なし'; do
    grep -qF -- "$words" paper || fail "July's report does not say: $words"
done
