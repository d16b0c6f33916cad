#!/bin/sh
# The contract is data: what the office edits counts from its day, what cannot
# be is refused, and outside every validity the last values apply (R1-R5).
. "$(dirname "$0")/case.sh"

shop

# 別表1, 2 and 3 are there from the start, and no units.
lists 'len(j) == 16 and sum(c["contracted"] for c in j) == 2062
    and all(c["units"] == 0 for c in j)' contracted
lists 'sorted(s["no"] for s in j) == list(range(1, 33))
    and all(s["address"] and s["kana"] for s in j)' sites
lists 'sorted((p["place"], p["ledger_scope"], p["print_scope"]) for p in j
    if p["site_no"] == 32) == [("DEOS", False, False),
    ("菊水分庁舎", False, False)]' places
lists 'len(j) == 10' desks
lists 'j == []' units
ok list units
warns 'load ledger'

# A condition must be one that is asked for, with a value of its form.
refuse '「sla_contact_min」という契約条件はありません' \
    param.add key=sla_contact_min value=90 valid_from=2024-04-01
for bad in sla.contact_min=abc sla.contact_min=0 sla.onsite_min=-5 \
    sla.waive_before=25:00 service.open=9:75 service.closed_wdays=木曜 \
    service.year_end=12-29 contract.year=; do
    exits 1 do param.edit param="${bad%%=*}" value="${bad#*=}" reason=試し
done
refuse '受付時間' param.edit param=service.open value=18:00 reason=試し
exits 1 do param.edit param=service.year_end value=13-40/01-99 reason=試し
refuse '31日まで' param.edit param=service.year_end value=01-01/12-31 reason=試し
refuse '「誰でも」か「受託者」' param.edit param=sla.onsite_start.P \
    value=宇宙人 reason=試し
refuse '「どこか」という市管理の場所はありません' \
    param.edit param=swap.faulty_place value=どこか reason=試し
run param.edit param=swap.faulty_place value=DEOS reason=市の指定
run undo
refuse 終了が開始より前 param.edit param=sla.contact_min \
    valid_to=2023-03-31 reason=試し
refuse '最後の行' param.remove param=sla.onsite_min reason=試し
exits 1 do --as '鈴木 花子' param.add key=sla.contact_min value=90
prints 2023-04-12T11:20 due 2023-04-12T10:20 60

refuse '七日すべては閉じられません' param.edit param=service.closed_wdays \
    value=月,火,水,木,金,土,日 reason=試し
# Taking back runs the same rules, and names the other value.
entry param.edit param=service.close value=20:00 reason=延長
run param.edit param=service.open value=18:00 reason=夜間
refuse '18:00 から 17:15 になっています' undo entry="$entry"
run undo
run undo entry="$entry"
prints 2023-04-12T11:20 due 2023-04-12T10:20 60

# A value from a day on: cases instructed before it keep theirs.
run incident.open place=4 symptom=一 device=PC city_no=A-1
run param.add key=sla.contact_min value=90 valid_from=2023-10-01
refuse '同じ日から' param.add key=sla.contact_min value=95 valid_from=2023-10-01
at 2023-10-02T10:00
run incident.open place=4 symptom=二 device=PC city_no=A-2
looks incident A-1 'j["contact_limit"] == 60'
looks incident A-2 'j["contact_limit"] == 90
    and j["contact_due"] == "2023-10-02T11:30" and j["onsite_limit"] == 180'
run param.edit param=sla.contact_min value=70 reason=誤記
looks incident A-2 'j["contact_limit"] == 70'
told '（理由: 誤記）' param sla.contact_min
run undo
run undo
run undo
run param.add key=service.close value=18:00 valid_from=2023-11-01
prints 2023-11-01T18:00 due 2023-11-01T17:00 60
prints 15 elapsed 2023-10-31T17:00 2023-10-31T17:30
run undo

# A day closed once, and a holiday that is none this year; every case follows.
run incident.open place=4 symptom=三 device=PC city_no=A-3 instructed=09:00
at 2023-10-02T16:45
run incident.open place=4 symptom=四 device=PC city_no=A-4
looks incident A-4 'j["contact_due"] == "2023-10-03T09:15"'
run holiday.add date=2023-10-03 name=停電 kind=臨時
looks incident A-4 'j["contact_due"] == "2023-10-04T09:15"'
prints '' holidays 2023-10-03 2023-10-03
refuse 'もう登録' holiday.add date=2023-10-03 name=停電 kind=臨時
run holiday.remove holiday=2023-10-03 reason=復電
looks incident A-4 'j["contact_due"] == "2023-10-03T09:15"'

# The Cabinet Office's table wins, and what differs from the law is told.
{
    echo '国民の祝日・休日月日,国民の祝日・休日名称'
    for day in 2023/1/1,元日 2023/1/2,休日 2023/1/9,成人の日 \
        2023/2/11,建国記念の日 2023/2/23,天皇誕生日 2023/3/21,春分の日 \
        2023/4/29,昭和の日 2023/5/3,憲法記念日 2023/5/4,みどりの日 \
        2023/5/5,こどもの日 2023/7/17,海の日 2023/8/11,山の日 \
        2023/9/18,敬老の日 2023/9/24,秋分の日 2023/11/3,文化の日 \
        2023/11/23,勤労感謝の日; do
        echo "$day"
    done
} | sed 's/$/\r/' | iconv -f UTF-8 -t CP932 >table.csv
ok load holidays table.csv --format json
json 'j["added"] == 16 and j["encoding"] == "CP932"'
says '令和5年9月24日(日): 読み込んだ表では「秋分の日」、計算では「平日」です'
says '令和5年9月23日(土): 読み込んだ表では「平日」、計算では「秋分の日」です'
says '令和5年10月9日(月): 読み込んだ表では「平日」、計算では「スポーツの日」です'
prints '2023-09-18	敬老の日
2023-09-24	秋分の日' holidays 2023-09-01 2023-10-31
prints 2023-10-09T09:15 due 2023-10-06T16:45 60
# Beyond the table the law is computed.
prints '2024-01-01	元日
2024-01-08	成人の日' holidays 2024-01-01 2024-01-31
ok load holidays table.csv --format json
json 'j["same"] == 16 and j["added"] == j["changed"] == 0'
printf '%s\n' '2023/13/1,ない日' '2023/5/3,' >bad.csv
exits 1 load holidays bad.csv

# After the contract's end the last values stand, and the screen says so.
ok screen home
grep -q 契約期間外 out && fail 'within the contract'
at 2024-04-05T10:00
ok screen home
says 契約期間外
run incident.open place=4 symptom=五 device=PC city_no=A-5
looks incident A-5 'j["contact_limit"] == 60
    and j["onsite_due"] == "2024-04-05T13:00"'
for row in service.open=08:45 service.close=17:15 contract.name=次年度業務; do
    run param.add key="${row%%=*}" value="${row#*=}" valid_from=2024-04-01 \
        valid_to=2025-03-31
done
ok screen home
grep -q 契約期間外 out && fail 'the next year is within'

# Sites, models and what is counted are edited, used ones never taken away.
run site.add no=33 name=新庁舎 kana=しんちょうしゃ address=札幌市
refuse 番号 site.add no=33 name=別の庁舎
run dept.add site=33 name=窓口課
run unit.add machine_id=N-1 model=M720q segment=国保福祉 place=新庁舎/窓口課
refuse 機器 place.remove place=新庁舎 reason=誤り
refuse 機器 dept.remove site=33 dept=窓口課 reason=誤り
refuse 機器 model.remove model=M720q reason=誤り
exits 1 do site.remove site=33 reason=誤り
lists '[u["dept"] for u in j] == ["窓口課"]' units place=新庁舎
# A number that another site took meanwhile is not taken back.
entry site.edit site=33 no=34 reason=番号替え
run site.add no=33 name=次の庁舎
refuse 'その番号の拠点がもうあります（33）' undo entry="$entry"
# However it is typed, a number or a time is kept as such.
run param.edit param=sla.contact_min value=４５ reason=試し
run param.edit param=service.open value=０８：３０ reason=試し
lists '[{p["key"]: p["value"] for p in j}[k] for k in
    ("sla.contact_min", "service.open")] == ["45", "08:30"]' params
run undo
run undo
refuse '終了が開始より前です' site.edit site=34 valid_from=2024-05-01 \
    valid_to=2024-04-01 reason=誤り
run undo
run undo entry="$entry"
# Nor is a unit put back where there is no place any more.
run place.add name=仮置き kind=受託者
entry unit.move unit=N-1 place=仮置き reason=仮
back=$entry
entry unit.move unit=N-1 place=新庁舎/窓口課 reason=戻り
run place.remove place=仮置き reason=片付け
refuse 'その場所には機器があります' undo entry="$entry"
run undo
run undo entry="$entry"
run undo entry="$back"
lists '[u["dept"] for u in j] == ["窓口課"]' units place=新庁舎
run contracted.edit contracted=1 number=1 reason=契約変更
lists '[c["contracted"] for c in j if c["list_no"] == 1] == [1]' contracted

# A desk's closing days and hours.
run closure.add desk=リコー from=2024-04-05 to=2024-04-07 note=臨時休業
ok desk リコー --format json
json 'all(d["open"] is False and d["next"] == "2024-04-08T09:00" for d in j)'
refuse 終了が開始より前 closure.add desk=リコー from=2024-04-05 to=2024-04-01
exits 1 do hours.add desk=リコー service=受付 dow=日 open=10:00 close=9:00
ok check

# What a record is always made with cannot be taken from it.
for emptied in 'site.edit site=4 name=' 'place.edit place=新庁舎 name=' \
    'worker.edit worker=佐藤 name=' 'desk.edit desk=リコー name=' \
    'param.edit param=sla.contact_min value='; do
    # shellcheck disable=SC2086 # words
    refuse 空にできません $emptied reason=誤り
done
refuse 名簿開始のない worker.edit worker=佐藤 from= reason=誤り
ok check
