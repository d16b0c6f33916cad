#!/bin/sh
# A clock that is off (an empty battery) bars nothing: no record is refused for
# what it says, and where a date cannot be judged by it that is said.
. "$(dirname "$0")/lib.sh"

office o.db
ok do --db o.db --as 佐藤 worker.add name='鈴木 一' kana='すずき はじめ'
ok do --db o.db --as 佐藤 worker.add name='高橋 次' kana='たかはし つぐ' \
    from=2023-04-01
ok do --db o.db --as 佐藤 worker.remove worker=高橋 to=2023-04-11
ok do --db o.db --as 佐藤 unit.add machine_id=PC-0701 model=M720q \
    segment=住記・税 place=7
KIKUSUI_NOW=1970-01-02T10:00
ok list roster --db o.db
says 佐藤
ok do --db o.db --as 佐藤 incident.open place=7 symptom=異音 assignee=鈴木 \
    --format json
no=$("$PYTHON" -c 'import json; print(json.load(open("out"))["no"])')
ok do --db o.db --as 佐藤 visit.arrive incident="$no" who=鈴木
ok do --db o.db --as 佐藤 work.log incident="$no" worker=鈴木 \
    from=1970-01-02T10:00 to=1970-01-02T10:30
# Who has left is nobody's namesake.
ok do --db o.db --as 佐藤 worker.add name='高橋 次' kana='たかはし つぐ' from=2023-04-01
ok do --db o.db --as 佐藤 worker.remove worker=鈴木
printf '%s\n' '区分,機器ID,機種名,拠点,設置部署,状態,備考' \
    '住記・税,PC-0701,M720q,東区役所,,,' >list.csv
ok load ledger list.csv --db o.db --as 佐藤 --as-of 2024-04-20 --preview
grep -q '時計' out err || fail 'the clock is not named'
ok check --db o.db
# A clock that is right still finds a slip of the pen.
KIKUSUI_NOW=2023-04-13T10:00
exits 1 load ledger list.csv --db o.db --as 佐藤 --as-of 2024-04-20 --preview
warns 'まだ来ていません'
