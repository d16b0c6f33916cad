#!/bin/sh
# Lists that others make (R45): as they come, with every bad row told, and all
# or nothing.
. "$(dirname "$0")/lib.sh"
head='区分,機器ID,機種名,拠点,設置部署,状態,備考'
office k.db

cat >good.csv <<LIST
$head
国保福祉,T-001,Lenovo_ThinkCentre_M720q_Tiny,北区役所,保険年金課,稼働中,
国保福祉,T-002,Lenovo_ThinkCentre_M720q_Tiny,北区役所,保険年金課,予備,"改行の
ある備考"
住記・税,T-003,RICOH_SP_C840,清田区役所,,稼働中,①番窓口
LIST
ok digest --db k.db
before=$(cat out)
ok load ledger good.csv --preview --db k.db --format json
json 'j["rows"] == 3 and j["added"] == 3 and j["bad"] == 0
      and j["encoding"] == "UTF-8" and isinstance(j["words"], list)'
prints "$before" digest --db k.db

# The same list in CP932 with other columns first: nothing is new any more.
ok load ledger good.csv --db k.db
says '新規 3'
iconv -f UTF-8 -t CP932 good.csv >cp932.csv
ok load ledger cp932.csv --db k.db --format json
json 'j["encoding"] == "CP932" and j["same"] == 3 and j["added"] == 0
      and j["changed"] == 0'
printf '\357\273\277' >bom.csv
cat good.csv >>bom.csv
ok load ledger bom.csv --db k.db --format json
json 'j["same"] == 3'

# Bad rows: file line, column, reason; nothing is taken, or the good ones.
cat >bad.csv <<LIST
$head
国保福祉,T-004,Lenovo_ThinkCentre_M720q_Tiny,北区役所,保険年金課,稼働中,
国保福祉,T-005,どこにもない機種,北区役所,,稼働中,
国保福祉,T-006,Lenovo_ThinkCentre_M720q_Tiny,月面支所,,稼働中,
どこか,T-007,Lenovo_ThinkCentre_M720q_Tiny,北区役所,,燃えた,
LIST
ok digest --db k.db
before=$(cat out)
exits 1 load ledger bad.csv --db k.db
warns '3行目 機種名'
warns '4行目 拠点'
warns '5行目 区分'
warns '5行目 状態'
[ ! -s out ] || fail 'a refusal with a result'
prints "$before" digest --db k.db
# A preview ends as the load would, and tells what is wrong and what would come.
exits 1 load ledger bad.csv --db k.db --preview
says '誤り 3'
warns '4行目 拠点'
ok load ledger bad.csv --db k.db --accept-good --preview
prints "$before" digest --db k.db
ok load ledger bad.csv --db k.db --accept-good --format json
json 'j["added"] == 1 and j["bad"] == 3
      and any(w.startswith("4行目 拠点") for w in j["words"])'
ok check --db k.db

# A segment for rows that leave it blank, and the list's date.
printf '%s\n' '機器ID,機種名,拠点' 'T-008,RICOH_SP_C840,清田区役所' >blank.csv
exits 1 load ledger blank.csv --db k.db
ok load ledger blank.csv --db k.db --segment 住記・税 --as-of 2023-04-01
exits 2 load ledger blank.csv --db k.db --as-of いつか
exits 1 load ledger blank.csv --db k.db --segment 月面

# No list at all.
exits 1 load ledger none.csv --db k.db
: >empty.csv
exits 1 load ledger empty.csv --db k.db
printf '%s\n' '何か,別の物' '1,2' >other.csv
exits 1 load ledger other.csv --db k.db
exits 1 load ledger k.db --db k.db
exits 2 load ledger --db k.db
exits 2 load --db k.db
exits 3 load ledger good.csv --db none.db

# Somebody loads it: with two on the roster it has to be said who.
ok --db k.db do worker.add name='鈴木 花子'
exits 1 load ledger good.csv --db k.db
warns 作業者
ok load ledger good.csv --db k.db --as '鈴木 花子'
ok init --role office --name K9 --db nobody.db
exits 1 load ledger good.csv --db nobody.db
exits 1 --db k.db do worker.remove worker='鈴木 花子' to=2023-04-11 \
    --as '佐藤 拓也'
warns 名簿
ok --db k.db do undo --as '佐藤 拓也'

# 内閣府の祝日
printf '%s\r\n' '国民の祝日・休日月日,国民の祝日・休日名称' '2023/4/29,昭和の日' \
    '2023/5/3,憲法記念日' | iconv -f UTF-8 -t CP932 >syukujitsu.csv
ok load holidays syukujitsu.csv --db k.db --format json
json 'j["rows"] == 2 and j["encoding"] == "CP932"'
ok load holidays syukujitsu.csv --db k.db
exits 1 load holidays good.csv --db k.db

# A row that cannot be read makes no working day of a holiday: what the day was
# so far stays, by the law or by an earlier list.
{
    echo '国民の祝日・休日月日,国民の祝日・休日名称'
    printf '%s\n' '2023/1/1 0:00,元日' ' 2023/1/2 , 休日' '2023/1/9,成人の日' \
        '2023/2/11,建国記念の日' '2023/2/23,天皇誕生日' '2023/3/21,春分の日' \
        '2023/4/29,昭和の日' '2023/5/3,憲法記念日' '2023/5/4みどりの日' \
        '2023/5/5,こどもの日' "2023/7/17,$(printf '海%.0s' $(seq 50))" \
        '2023/8/11,山の日' '2023/9/18,敬老の日'
} >torn.csv
exits 1 load holidays torn.csv --db k.db --preview
warns '10行目: 日付と名称の2列がありません'
warns '12行目 名称: 50文字あります'
exits 1 load holidays torn.csv --db k.db
ok load holidays torn.csv --db k.db --accept-good --format json
json 'j["rows"] == 13 and j["bad"] == 2'
says '5月4日(木): 読めない行があるため、これまでどおり「みどりの日」とします'
prints 2023-05-08T09:20 due 2023-05-02T16:50 60 --db k.db
prints '2023-07-17	海の日' holidays 2023-07-01 2023-07-31 --db k.db
# The first row counts, too, where no heading stands before it; a day needs its
# year and is written in one way; one day has one name.
for row in 2023/5/3憲法記念日 '+202/6/15,祝' '2023/ 6/ 5,祝' '5/3,祝' \
    '2023/5/3,祝日'; do
    printf '%s\n' "$row" '2023/5/3,憲法記念日' '2023/5/4,みどりの日' >first.csv
    exits 1 load holidays first.csv --db k.db
    warns 行目
done
echo '国民の祝日・休日月日,国民の祝日・休日名称' >head.csv
exits 1 load holidays head.csv --db k.db
