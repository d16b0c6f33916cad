#!/bin/sh
# Service time and desks from the command line: the contract's table, the
# desks of the scenarios, with a database and without one.
. "$(dirname "$0")/lib.sh"

# Instruction, 1 hour, 3 hours (§7).
vectors() {
    while read -r start contact onsite; do
        prints "$contact" "$@" due "$start" 60
        prints "$onsite" "$@" due "$start" 180
        prints 60 "$@" elapsed "$start" "$contact"
        prints 180 "$@" elapsed "$start" "$onsite"
    done <<TABLE
2023-04-12T08:20 2023-04-12T09:45 2023-04-12T11:45
2023-04-12T10:20 2023-04-12T11:20 2023-04-12T13:20
2023-04-28T16:30 2023-05-01T09:00 2023-05-01T11:00
2023-05-02T16:50 2023-05-08T09:20 2023-05-08T11:20
2023-06-14T14:14 2023-06-14T15:14 2023-06-14T17:14
2023-06-14T14:15 2023-06-14T15:15 2023-06-14T17:15
2023-08-10T16:15 2023-08-10T17:15 2023-08-14T10:45
2023-12-28T16:30 2024-01-04T09:00 2024-01-04T11:00
2024-01-05T16:00 2024-01-05T17:00 2024-01-09T10:30
2024-02-22T14:40 2024-02-22T15:40 2024-02-26T09:10
2023-07-14T15:40 2023-07-14T16:40 2023-07-18T10:10
2023-11-22T17:30 2023-11-24T09:45 2023-11-24T11:45
TABLE
}
vectors --format table
office o.db
vectors --db o.db

# The next opening is the same instant as the closing before it.
prints 180 elapsed 2023-06-14T14:15 2023-06-15T08:45
prints 2023-06-15T08:50 due 2023-06-14T14:20 180
prints -180 elapsed 2023-04-12T13:20 2023-04-12T10:20
prints 0 elapsed 2023-04-15T10:00 2023-04-16T10:00
prints 2023-04-15T10:00 due 2023-04-15T10:00 0
ok due 2023-04-28T16:30 60 --format json
json 'j == "2023-05-01T09:00"'
ok elapsed 2023-04-12T10:20 2023-04-12T13:20 --format json
json 'j == 180'
# What people type, next to the clock.
prints 2023-04-12T11:20 due 10:20 60
prints 2023-04-12T11:20 due '4/12 10:20' 60

exits 2 due 2023-04-28T16:30
exits 2 due 2023-04-28T16:30 60 60
exits 2 due いつか 60
exits 2 due 2023-02-30T10:00 60
exits 2 due 2023-04-28T16:30 一時間
exits 2 due 2023-04-28T16:30 60.5
exits 2 due 2023-04-28T16:30 -- -60
exits 2 due 2023-04-28T16:30 99999999999
warns '分は0から2147483647まで'
exits 2 elapsed 2023-04-28T16:30 2023-13-01T00:00
exits 1 due 1980-01-01T10:00 60
exits 1 due 2110-12-31T10:00 2000000
exits 1 elapsed 2023-04-28T16:30 2150-01-01T10:00

# National holidays: no 年末年始 among them.
prints '2023-05-03	憲法記念日
2023-05-04	みどりの日
2023-05-05	こどもの日' holidays 2023-05-01 2023-05-31
prints '2024-01-01	元日' holidays 2023-12-24 2024-01-07
prints '' holidays 2023-06-01 2023-06-30
ok holidays 2023-04-01 2024-03-31
[ "$(cut -f1 out | tr '\n' ' ')" = '2023-04-29 2023-05-03 2023-05-04 2023-05-05 2023-07-17 2023-08-11 2023-09-18 2023-09-23 2023-10-09 2023-11-03 2023-11-23 2024-01-01 2024-01-08 2024-02-11 2024-02-12 2024-02-23 2024-03-20 ' ] ||
    fail 'the holidays of the contract year'
ok holidays 2024-02-12 2024-02-12 --format json
json 'j == [{"date": "2024-02-12", "name": "振替休日"}]'
ok holidays 2023-06-01 2023-06-30 --format json
json 'j == []'
exits 2 holidays 2023-05-01
exits 2 holidays 2023-05-31 2023-05-01
exits 2 holidays 2023-05-01 五月
exits 1 holidays 1999-01-01 2001-01-01
exits 1 holidays 2023-05-01 2100-05-01

# Desks: HP shut on 5/1, open again on the next day.
ok desk HP修理 --at 2023-05-01T09:30 --format json
json 'len(j) == 1 and j[0]["open"] is False and j[0]["until"] is None
      and j[0]["next"] == "2023-05-02T09:00"
      and j[0]["phone"] == "0120-206-042"'
ok desk HP --format json --at 2023-05-02T10:00
json '[(d["name"], d["open"]) for d in j] == [
      ("HPカスタマー・ケア・センター", True),
      ("HPカスタマーサポート 修理受付窓口", True)]'
# Ricoh before a long weekend: 140 minutes, then Saturday, not Monday.
ok desk リコー --at 2023-07-14T15:40 --format json
json '{d["service"]: (d["open"], d["until"]) for d in j} == {
      "受付": (True, "2023-07-14T18:00"), "訪問": (True, "2023-07-14T17:00")}'
says '開 残2:20'
ok desk リコー --at 2023-07-14T19:00 --format json
json 'all(d["next"] == "2023-07-15T09:00" for d in j)'
ok desk リコー --at 2023-07-17T10:00 --format json
json 'all(d["open"] is False and d["next"] == "2023-07-18T09:00" for d in j)'
# ジェイエスキューブ five minutes before it shuts, and what it wants to hear.
ok desk ジェイエスキューブ --at 2023-09-15T16:55
for word in '開 残5分' お客様名 担当者名 電話番号 製造番号 機番（5桁） 障害状況; do
    says "$word"
done
ok desk 日立 --at 2023-11-22T17:30
says '開 残30分'
says '修理依頼対応要求書'
# What 別表3 does not say is unknown, not shut.
ok desk エプソン松本 --format json
json 'j[0]["open"] is None and j[0]["until"] is None and j[0]["next"] is None
      and j[0]["phone"] == "050-3155-7110"'
ok desk キヤノン --format json
json 'j[0]["open"] is None and j[0]["phone"] is None'
# All of them, one line for each service, at the clock's time.
ok desk --format json
json 'len(j) == 12 and len({d["name"] for d in j}) == 10 and all(
      {"name", "service", "open", "until", "next", "phone", "needs"} <= set(d)
      for d in j)'
ok desk --db o.db --format json
json 'len(j) == 12'
ok desk --format tsv
[ "$(wc -l <out)" = 13 ] || fail 'a header and twelve lines'
ok desk
says 'HP修理'
exits 1 desk どこか
warns 'リコー'
exits 2 desk HP リコー
exits 2 desk HP --at いつか
exits 2 desk --at 2023-05-01

# The database that was asked for is needed; the one that is still to be made
# is not.
exits 3 due 2023-04-28T16:30 60 --db none.db
KIKUSUI_DB=$dir/none.db
export KIKUSUI_DB
prints 2023-05-01T09:00 due 2023-04-28T16:30 60
warns none.db
unset KIKUSUI_DB

# A closed day that the office adds moves what falls on it.
printf '%s\n' '国民の祝日・休日月日,国民の祝日・休日名称' \
    '2023/5/8,試験の祝日' >extra.csv
ok load holidays extra.csv --db o.db
prints 2023-05-09T09:20 due 2023-05-02T16:50 60 --db o.db
prints 2023-05-08T09:20 due 2023-05-02T16:50 60
ok holidays 2023-05-08 2023-05-08 --db o.db
says '試験の祝日'
