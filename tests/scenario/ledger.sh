#!/bin/sh
# The city's list comes again and again (R45-R48): it updates, never doubles,
# never undoes what was changed here after its date, and tells of every row
# that it cannot take.
. "$(dirname "$0")/case.sh"

shop
pcs
# units EXPRESSION: over u, the units by machine ID.
units() {
    ok list units --format json
    json "[u for u in [{x['machine_id']: x for x in j}] if $1]"
}

# The same list again is nothing new, whatever way it is written.
ok load ledger ledger.csv --as-of 2023-04-01 --format json
json 'j["same"] == 7 and j["added"] == j["changed"] == j["vanished"] == 0'
before=$(ok digest && cat out)
cat >again.csv <<LIST
備考,用途,設置部署,拠点,製造番号,機種名,機器種別,区分,機器ID
,窓口,保険年金課,北区役所,PC0413,Lenovo ThinkCentre M720q Tiny,パソコン,国保福祉,ＫＫ－０４１３
,窓口,保険年金課,Ｎｏ．４,PC0414,M720q,パソコン,国保福祉,kk-0414
LIST
ok load ledger again.csv --as-of 2023-04-01 --format json
json 'j["same"] == 2 and j["added"] == j["changed"] == 0
    and j["vanished"] == 3'
says '「ＫＫ－０４１３」は KK-0413 のことと読みます'
says '一覧にない機器: SP-07 受託者保管（消しません）'
prints "$before" digest
exits 1 do unit.add machine_id=ＫＫ-0413 model=M720q segment=国保福祉 place=4
warns 'KK-0413 と同じ'

# Site, model and department are found however they are written; what the
# list does not say is blank; 別表2's 「など」 makes new departments.
cat >forms.csv <<LIST
機器ID,区分,機器種別,機種名,製造番号,拠点,設置部署,用途,状態,備考
F-01,国保福祉,パソコン,ＲＩＣＯＨ＿ＳＰ＿Ｃ８４０,,定山渓出張所,,,,"一行目
二行目, と ""引用"""
F-02,国保福祉,,SSH65LVU,,白石区複合庁舎,新しい係,,予備機,
F-03,国保福祉,,SSH65LVU,,白石区複合庁舎,新しい係,-,保管中,
F-04,国保福祉,,SSH65LVU,,菊水分庁舎,,,故障,
LIST
ok load ledger forms.csv --preview --format json
json 'j["added"] == 4 and j["new_depts"] == 1 and j["bad"] == 0'
says '2行目 機器種別: 注意「パソコン」ですが機種はカラーレーザーです'
ok load ledger forms.csv --format json
json 'j["added"] == 4 and j["new_depts"] == 1'
units 'u["F-01"]["state"] == "稼働中" and u["F-01"]["dept"] is None
    and u["F-01"]["role"] is None and u["F-01"]["note"]
    == "一行目\n二行目, と \"引用\"" and u["F-02"]["state"] == "予備"
    and u["F-02"]["spare_state"] == "使用可" and u["F-03"]["state"] == "保管"
    and u["F-04"]["state"] == "故障保管" and u["F-03"]["dept"] == "新しい係"
    and u["F-01"]["place"] == "定山溪出張所"'
lists '"F-04" not in [u["machine_id"] for u in j]' ledger segment=国保福祉

# Every bad row: its line in the file, its column, the reason.
{
    cat <<LIST
機器ID,区分,機種名,拠点,設置部署,用途,状態,備考,保証期限,媒体種別,媒体版,対機器ID
B-01,国保福祉,M720q,北区役所,,,,あ,,,,
,国保福祉,M720q,北区役所,,,,,,,,
Ｂ－０１,国保福祉,M720q,北区役所,,,,,,,,
B-02,,M720q,北区役所,,,,,,,,
B-03,国保福祉,M720q,No.32,,,,,,,,
B-04,国保福祉,M720q,月面支所,,,,,,,,
B-05,国保福祉,,北区役所,,,,,,,,
B-06,国保福祉,M720q,北区役所,,屋上,修理中,,,,,
B-07,国保福祉,M720q,北区役所,,,,,2023-02-30,,,
B-08,国保福祉,M720q,北区役所,,,,,,国保福祉窓口,,
B-09,国保福祉,M720q,北区役所,,,,,,月面窓口,v1,
B-10,国保福祉,M720q,北区役所,,,,,,,,B-10
B-11,国保福祉,M720q,北区役所,,,,"文が
続く",,,,,
B-12,国保福祉,M720q,北区役所,"二
行",,,,,,,
B-13,国保福祉,M720q,北区役所,,,,コンマ,が,多,い,,所
B-14,国保福祉,M720q,北区役所,,,,"閉じない,,,,
B-$(printf '%080d' 0),国保福祉,M720q,北区役所,,,,,,,,
LIST
    printf 'B-16,国保福祉,M720q,北区\377役所,,,,,,,,\n'
} >bad.csv
exits 1 load ledger bad.csv --preview --format json
json 'j["rows"] == 18 and j["bad"] == 16 and j["added"] == 2
    and j["encoding"] == "UTF-8"'
for words in '3行目 機器ID: 空です' \
    '4行目 機器ID: 「Ｂ－０１」は2行目にもあります（2行目を使います）' \
    '5行目 区分: 空です' '6行目 拠点: 「No.32」は2か所に当たります' \
    '7行目 拠点: 「月面支所」は別表2の拠点にありません' '8行目 機種名: 空です' \
    '9行目 用途: 「屋上」' '9行目 状態: 「修理中」' '10行目 保証期限' \
    '11行目 媒体版: 媒体種別と媒体版は両方' '12行目 媒体種別: 媒体「月面窓口」' \
    '13行目 対機器ID: 自分自身' '16行目 設置部署' \
    '18行目 機器ID: 見出しより列が多く' '19行目 機器ID: 引用符' \
    '20行目 機器ID' '21行目 拠点: 3文字目が読めません'; do
    says "$words"
done
before=$(ok digest && cat out)
exits 1 load ledger bad.csv
warns '16行に誤りがあり、何も読み込みませんでした'
prints "$before" digest
ok load ledger bad.csv --accept-good --format json
json 'j["added"] == 2 and j["bad"] == 16'
units '"B-01" in u and "B-11" in u and "B-02" not in u'

# CP932 with what only Windows has.
printf '%s\r\n' '機器ID,区分,機種名,拠点,備考' \
    'W-01,住記・税,RICOH_SP_C840,清田区役所,①～㈱髙﨑－' |
    iconv -f UTF-8 -t CP932 >win.csv
ok load ledger win.csv --format json
json 'j["encoding"] == "CP932" and j["added"] == 1'
units 'u["W-01"]["note"] == "①～㈱髙﨑－"'

# What was changed here after the list's date stays, and both values are told:
# a swap in May against a list of 28 April.
at 2023-05-01T09:00
run incident.open unit=KK-0413 symptom=起動しない city_no=C-1
run incident.contact incident=C-1
run visit.start incident=C-1
run incident.swap incident=C-1 spare=SP-07
run unit.edit unit=KK-0414 note=こちらの備考
cat >april.csv <<LIST
機器ID,区分,機種名,製造番号,拠点,設置部署,用途,状態,備考
KK-0413,国保福祉,M720q,PC0413,北区役所,保険年金課,窓口,稼働中,
KK-0414,国保福祉,M720q,PC0414,北区役所,総務企画課,窓口,稼働中,一覧の備考
SP-07,国保福祉,M720q,PC9007,受託者保管,,窓口,予備,
LIST
at 2023-05-02T09:00
ok load ledger april.csv --as-of 2023-04-28 --format json
json 'j["kept"] == 7 and j["changed"] == 1 and j["moved"] == 1'
says 'KK-0413 拠点: こちらの「菊水分庁舎」を残します（一覧では「北区役所」）'
says 'KK-0413 設置部署: こちらの「(空)」を残します（一覧では「保険年金課」）'
says 'SP-07 状態: こちらの「稼働中」を残します（一覧では「予備」）'
says 'KK-0414 備考: こちらの「こちらの備考」を残します（一覧では「一覧の備考」）'
units 'u["KK-0413"]["place"] == "菊水分庁舎" and u["KK-0413"]["dept"] is None
    and u["SP-07"]["place"] == "北区役所"
    and u["KK-0414"]["dept"] == "総務企画課"
    and u["KK-0414"]["note"] == "こちらの備考"'
# A department that changed is a movement as well, with both its times.
lists '[(m["to"], m["at"], m["recorded_at"]) for m in j] == [
    ("北区役所 総務企画課", "2023-04-28T00:00", "2023-05-02T09:00")]' \
    moves machine_id=KK-0414
# A place of ours is not given a department of another site.
run unit.move unit=F-01 place=札幌市役所本庁舎 reason=移設 at=2023-05-02T09:00
printf '%s\n' '機器ID,区分,機種名,拠点,設置部署' \
    'F-01,国保福祉,RICOH_SP_C840,定山溪出張所,窓口係' >dept.csv
ok load ledger dept.csv --as-of 2023-05-01 --format json
json 'j["kept"] == 2 and j["moved"] == 0'
units 'u["F-01"]["place"] == "札幌市役所本庁舎" and u["F-01"]["dept"] is None'
# A pair of ours stays, too; one of the list's is taken.
printf '%s\n' '機器ID,区分,機種名,拠点,対機器ID' \
    'F-02,国保福祉,SSH65LVU,白石区複合庁舎,F-03' \
    'F-03,国保福祉,SSH65LVU,白石区複合庁舎,NONE' >pair.csv
ok load ledger pair.csv --as-of 2023-05-02
warns '3行目 対機器ID: 注意「NONE」がありません'
units 'u["F-02"]["pair"] == "F-03" and u["F-03"]["pair"] is None'
run unit.edit unit=F-02 pair=F-04
ok load ledger pair.csv --as-of 2023-05-02
warns 'F-02 対機器ID: こちらの「F-04」を残します（一覧では「F-03」）'
units 'u["F-02"]["pair"] == "F-04"'

# Without a date the list is as of now. A spare that was set aside and is no
# spare any more is set aside no longer.
at 2023-05-08T09:00
run incident.open unit=KK-0414 symptom=異音 city_no=C-2
run spare.reserve incident=C-2 spare=SP-08 reason=ほかにない
at 2023-05-09T09:00
printf '%s\n' '機器ID,区分,機種名,拠点,状態' \
    'SP-08,国保福祉,M720q,受託者保管,故障' >now.csv
ok load ledger now.csv
units 'u["SP-08"]["state"] == "故障保管" and u["SP-08"]["spare_state"] is None'
looks unit SP-08 'j["spare_state"] is None'
ok check

# A header twice, a header missing, a column that is not known.
printf '%s\n' '機器ID,区分,機種名,拠点,機器ＩＤ' 'X,国保福祉,M720q,4,Y' >h.csv
exits 1 load ledger h.csv
warns '見出し「機器ID」が二つあります'
printf '%s\n' '機器ID,区分,機種名' 'X,国保福祉,M720q' >h.csv
exits 1 load ledger h.csv
warns '見出し「拠点」がありません'
printf '%s\n' '機器ID,区分,機種名,拠点,好きな色' 'X-1,国保福祉,M720q,4,青' >h.csv
ok load ledger h.csv
warns '列「好きな色」は読みません'
