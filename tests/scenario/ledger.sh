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
warns 'KK-0413 はもう使われています'

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
B-06,国保福祉,M720q,北区役所,,屋上,貸出中,,,,,
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
    '9行目 用途: 「屋上」' '9行目 状態: 「貸出中」' '10行目 保証期限' \
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

# Once something was changed here, only the list's date tells what is newer: it
# is asked for. A date that has not come yet is a slip of the pen. What is in
# hand stays, whatever the list says: a spare that was set aside, a unit that
# was swapped and the one in its place.
at 2023-05-08T09:00
run incident.open unit=KK-0414 symptom=異音 city_no=C-2
run spare.reserve incident=C-2 spare=SP-08 reason=ほかにない
at 2023-05-09T09:00
printf '%s\n' '機器ID,区分,機種名,拠点,状態' \
    'SP-08,国保福祉,M720q,受託者保管,故障' >now.csv
before=$(ok digest && cat out)
exits 1 load ledger now.csv
warns '一覧の日付を入れてください（コマンドでは --as-of 2023-05-09）'
exits 1 load ledger now.csv --as-of 2033-05-09
warns '令和15年5月9日(月) はまだ来ていません'
exits 1 load ledger now.csv --as-of 2023-05-10
exits 2 load ledger now.csv --as-of 2023-13-01
warns '--as-of: 「2023-13-01」: 2023年13月1日はありません'
prints "$before" digest
ok load ledger now.csv --as-of 2023-05-09
warns '2行目 SP-08 状態: こちらの「予備」を残します（一覧では「故障保管」）。引当が終わって'
prints "$before" digest
at 2023-05-12T09:00
ok load ledger april.csv --as-of 2023-05-12 --format json
says 'KK-0413 拠点: こちらの「菊水分庁舎」を残します（一覧では「北区役所」）。案件 K0-0001 の交換が終わって'
says 'SP-07 状態: こちらの「稼働中」を残します（一覧では「予備」）。案件'
# A value of ours that is older than the list gives way, and is named before
# and after.
at 2023-05-13T09:00
run unit.edit unit=SP-08 note=こちらの控え
run spare.release spare=SP-08
printf '%s\n' '機器ID,区分,機種名,拠点,状態,備考' \
    'SP-08,国保福祉,M720q,受託者保管,故障,市の控え' >now.csv
at 2023-05-15T09:00
for how in --preview ''; do
    ok load ledger now.csv --as-of 2023-05-15 --format json $how
    json 'j["overwritten"] == 1 and j["kept"] == 0 and j["changed"] == 1'
    says 'SP-08 備考: こちらの「こちらの控え」を一覧の「市の控え」に変えます'
done
units 'u["SP-08"]["state"] == "故障保管" and u["SP-08"]["spare_state"] is None'
looks unit SP-08 'j["spare_state"] is None'
# A blank 状態 says nothing of a unit that is known.
printf '%s\n' '機器ID,区分,機種名,拠点,状態' \
    'SP-08,国保福祉,M720q,受託者保管,' 'SP-09,国保福祉,M720q,受託者保管,－' >now.csv
ok load ledger now.csv --as-of 2023-05-15 --format json
json 'j["same"] == 2 and j["kept"] == 0'
units 'u["SP-08"]["state"] == "故障保管" and u["SP-09"]["state"] == "予備"'
ok check

# A header twice, a header missing, a column that is not known.
printf '%s\n' '機器ID,区分,機種名,拠点,機器ＩＤ' 'X,国保福祉,M720q,4,Y' >h.csv
exits 1 load ledger h.csv
warns '見出し「機器ID」が二つあります'
printf '%s\n' '機器ID,区分,機種名' 'X,国保福祉,M720q' >h.csv
exits 1 load ledger h.csv
warns '見出し「拠点」がありません'
printf '%s\n' '機器ID,区分,機種名,拠点,好きな色' 'X-1,国保福祉,M720q,4,青' >h.csv
ok load ledger h.csv --as-of 2023-05-15
warns '列「好きな色」は読みません'

# What looks like a unit but is not written like it: IDs are one where they are
# equal as they are kept, and nothing more.
at 2023-05-20T09:00
cat >new.csv <<LIST
機器ID,区分,機種名,製造番号,拠点
PC-1.11,国保福祉,M720q,A1,北区役所
PC-11.1,国保福祉,M720q,B1,北区役所
ＫＨー００９９,国保福祉,M720q,ｓｎ００９９,北区役所
"=""00123""",国保福祉,M720q,'00471,北区役所
E-1,国保福祉,M720q,－,北区役所
E-2,国保福祉,M720q,－,北区役所
,,,,
,,,,
LIST
ok load ledger new.csv --as-of 2023-05-20 --format json
json 'j["rows"] == 6 and j["added"] == 6'
ok list units machine_id=pc－1.11 --format json
json '[u["machine_id"] for u in j] == ["PC-1.11"]'
units 'u["PC-1.11"]["serial"] == "A1" and u["PC-11.1"]["serial"] == "B1"
    and u["KH-0099"]["serial"] == "SN0099" and u["00123"]["serial"] == "00471"'
looks unit kh−0099 'j["machine_id"] == "KH-0099"'
looks unit sn0099 'j["machine_id"] == "KH-0099"'
exits 1 show unit PC111
ok load ledger new.csv --as-of 2023-05-20 --format json
json 'j["same"] == 6'
cat >odd.csv <<LIST
機器ID,区分,機種名,製造番号,拠点,備考,保証期限
123,国保福祉,M720q,X1,北区役所,,
00123,国保福祉,M720q,471,北区役所,,
KH-1099,国保福祉,M720q,SN0099,北区役所,,
N-1,国保福祉,M720q,N1,北区役所,,
N-2,国保福祉,M720q,N1,北区役所,,
0077,国保福祉,M720q,N77,北区役所,,
77,国保福祉,M720q,N78,北区役所,,
1.23E+05,国保福祉,M720q,N3,北区役所,,
N-4,国保福祉,M720q,4.7E+11,北区役所,#N/A,
N-5,国保福祉,#REF!,N5,北区役所,,
N-6,国保福祉,M720q,N6,北区役所,,3/31
N-7,国保福祉,M720q,N7,北区役所,$(printf '\356\200\200'),2024/3/31
LIST
exits 1 load ledger odd.csv --as-of 2023-05-20 --preview --format json
json 'j["rows"] == 12 and j["bad"] == 9 and j["added"] == 3
    and j["vanished"] == 0'
for words in '2行目 機器ID: 「123」は 00123 と先頭の0が違うだけです' \
    '3行目 製造番号: 「471」は 00471 の先頭の0が落ちて' \
    '4行目 製造番号: 「SN0099」は KH-0099 と機種も製造番号も同じ' \
    '6行目 製造番号: 「N1」は5行目の N-1 と機種も製造番号も同じ' \
    '8行目 機器ID: 「77」と7行目の「0077」は先頭の0が違う' \
    '9行目 機器ID: 「1.23E+05」は表計算が指数に' \
    '10行目 製造番号: 「4.7E+11」は表計算が指数に' \
    '10行目 備考: 「#N/A」は表計算のエラー値' '11行目 機種名: 「#REF!」は' \
    '12行目 保証期限: 「3/31」: 年のある日付ではありません' \
    '13行目 備考: 注意 1文字目は外字です'; do
    says "$words"
done
# What stands in a row that cannot be read has not vanished.
cat >part.csv <<LIST
機器ID,区分,機種名,製造番号,拠点
PC-1.11,国保福祉,どこにもない機種,A1,北区役所
KH-1099,国保福祉,M720q,SN0099,北区役所
LIST
ok load ledger part.csv --as-of 2023-05-20 --accept-good --format json
json 'j["bad"] == 2 and j["vanished"] > 0'
says '一覧にない機器: PC-11.1 '
! grep -q '一覧にない機器: PC-1.11\|一覧にない機器: KH-0099' out ||
    fail 'a unit whose row could not be read has vanished'
# A heading alone is no list.
head -1 part.csv >head.csv
exits 1 load ledger head.csv --as-of 2023-05-20
warns '見出しのほかに行がありません'
# The words of others for what the contract has: synonym.csv.
cat >words.csv <<LIST
機器ID,区分,機種名,拠点,状態
S-1,住記・税系,TOM9000-SC,北区役所,稼動中
S-2,中間サーバー,RC-S380/S,北区役所,保管
S-3,国保・福祉,M720q Tiny,北区役所,修理中
S-4,住記税,ProDesk 400 G3,北区役所,廃棄
S-5,国保福祉,リコー SP C840,北区役所,予備機
S-6,住基,MK32M,北区役所,貸出中
LIST
ok load ledger words.csv --as-of 2023-05-20 --accept-good --format json
json 'j["added"] == 5 and j["bad"] == 1'
says '7行目 区分: 「住基」は区分に'
says '7行目 状態: 「貸出中」は状態に'
units '[u["S-%d" % i]["state"] for i in range(1, 6)]
    == ["稼働中", "保管", "修理中", "廃止", "予備"]
    and u["S-1"]["segment"] == "住記・税" and u["S-1"]["model"] == "TOM9000"
    and u["S-2"]["segment"] == "中間サーバ接続端末"'
# UTF-16 with tabs, as Excel saves Unicode text.
printf '機器ID\t区分\t機種名\t拠点\r\nU-1\t国保福祉\tM720q\t北区役所\r\n' |
    iconv -f UTF-8 -t UTF-16 >utf16.txt
ok load ledger utf16.txt --as-of 2023-05-20 --format json
json 'j["encoding"] == "UTF-16" and j["added"] == 1'
# Half a character is no end of a heading that is cut.
printf '%s\n' '機器ID,区分,機種名,拠点,※Ａ市の内部管理用の欄ですので読み飛ばして' \
    'U-1,国保福祉,M720q,北区役所,x' >long.csv
ok load ledger long.csv --as-of 2023-05-20 --format json
json 'j["same"] == 1'
says '※Ａ市の内部管理用の欄ですので読み飛ば'
ok check

# What is renamed stands in earlier entries by its name of then, and the city's
# list may still use that where nothing is called so today.
cat >old.csv <<LIST
機器ID,区分,機種名,製造番号,拠点,設置部署
RN-1,国保福祉,M720q,RN0001,北区役所,戸籍住民課
LIST
at 2023-05-22T10:00
ok load ledger old.csv --as-of 2023-05-21
ok do --as 鈴木 incident.open unit=RN-1 place=北区役所 dept=戸籍住民課 symptom=x city_no=RN
ok do --as 鈴木 incident.open place=北区役所 dept=戸籍住民課 symptom=y city_no=RM
ok do --as 鈴木 visit.plan incident=RM at=15:00 who=鈴木
ok do --as 鈴木 finding.add kind=発見 place=4 text=雨漏り
ok do --as 鈴木 job.open kind=設置 order_no=指0 ordered=2023-05-22T09:00 place=4
ok do --as 鈴木 document.submit at=2023-05-22T09:30 \
    document='月次報告書 令和5年4月分'
at 2023-05-23T10:00
run dept.edit site=北区役所 dept=戸籍住民課 name=市民窓口課
run site.edit site=4 name=北区総合庁舎
run worker.edit worker=鈴木 name='田中 花子'
told '部署 戸籍住民課' incident RN
told '鈴木 花子' incident RN
run incident.edit incident=RN place=4 dept=保険年金課
told '部署 市民窓口課 > 保険年金課' incident RN
units 'u["RN-1"]["dept"] == "市民窓口課"'
# So do the lists of what was recorded before.
lists '[q["place"] for q in j if q["city_no"] == "RM"] == ["北区役所 戸籍住民課"]' queue
lists '[(q["place"], q["dept"]) for q in j if q["city_no"] in ("RM", "RN")] ==
    [("北区役所", "戸籍住民課"), ("北区役所", "保険年金課")]' incidents
lists '[(v["place"], v["who"]) for v in j if v["planned"] == "2023-05-22T15:00"] ==
    [("北区役所 戸籍住民課", "鈴木 花子")]' visits
lists '[f["place"] for f in j if f["text"] == "雨漏り"] == ["北区役所"]' findings
lists '[f["place"] for f in j if f["what"] == "雨漏り"] == ["北区役所"]' asked
lists '[t["what"] for t in j if t["order_no"] == "指0"] == ["北区役所 "]' tasks
lists '[d["sent_by"] for d in j if d["submitted_at"]] == ["鈴木 花子"]' documents
# By either name they are found, whatever they show.
for name in 北区役所 北区総合庁舎; do
    ok list search --search "$name" --format json
    json 'sum(r["kind"] == "気づき" for r in j) == 1
        and sum(r["kind"] == "作業" for r in j) == 1
        and sum(r["kind"] == "案件" for r in j) >= 2'
done
for name in 戸籍住民課 市民窓口課; do
    ok list incidents --search "$name" --format json
    json '"RM" in [i["city_no"] for i in j]'
done
ok do incident.open place=4 dept=市民窓口課 symptom=z city_no=RO
lists '[q["place"] for q in j if q["city_no"] == "RO"] == ["北区総合庁舎 市民窓口課"]' queue
at 2023-05-25T10:00
ok load ledger old.csv --as-of 2023-05-24 --format json
json 'j["same"] == 1 and j["moved"] == 0 and j["new_depts"] == 0'
# A department that is called so today comes first.
run dept.add site=4 name=戸籍住民課
ok load ledger old.csv --as-of 2023-05-24 --format json
json 'j["moved"] == 1'
units 'u["RN-1"]["dept"] == "戸籍住民課"'
ok check

# A unit of an order that is under way stays as it is, and is named.
at 2023-05-26T10:00
run job.open kind=撤去 order_no=指1 ordered=2023-05-25T09:00 place=4
run job.add_unit job=指1 unit=RN-1
cat >job.csv <<LIST
機器ID,区分,機種名,製造番号,拠点,設置部署,状態
RN-1,国保福祉,M720q,RN0001,東区役所,,保管
LIST
ok load ledger job.csv --as-of 2023-05-26 --format json
json 'j["moved"] == 0 and j["kept"] >= 2'
says '状態: こちらの「稼働中」を残します（一覧では「保管」）。作業 K0-J0002が'
units 'u["RN-1"]["site_no"] == 4 and u["RN-1"]["state"] == "稼働中"'
ok check
