#!/bin/sh
# What a laptop brings after the list was handed in stands as not handed in,
# however early it happened (R47); and the laptop says what the office lacks.
. "$(dirname "$0")/sync.sh"

KIKUSUI_NOW=2023-09-15T08:50
office o.db
ok do --db o.db unit.add --as 佐藤 machine_id=PC-1 model=M720q \
    segment=国保福祉 place=東区役所
laptop k1.db K1
ledger() {
    ok list homecoming --db "$1" --as 佐藤 --format json
    json '[r["no"] for r in j if r["kind"] == "台帳"] == '"$2"
}
export KIKUSUI_NOW=2023-09-15T09:10
ok do --db k1.db --as 佐藤 unit.move unit=PC-1 place=南区役所 reason=x at=09:00
ledger k1.db '["PC-1"]'
json '[r["what"] for r in j if r["kind"] == "書き出し"][0].startswith("事務所にない記録")'
export KIKUSUI_NOW=2023-09-15T10:00
ok do --db o.db --as 佐藤 document.add kind=所在等管理用機器一覧 due=2023-09-15
ok do --db o.db --as 佐藤 document.submit document=所在等管理用機器一覧
ledger o.db '[]'
export KIKUSUI_NOW=2023-09-15T11:00
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤
ledger o.db '["PC-1"]'
ok do --db o.db --as 佐藤 document.add kind='所在等管理用機器一覧 二' due=2023-09-15
ok do --db o.db --as 佐藤 document.submit document='所在等管理用機器一覧 二'
ledger o.db '[]'
# Nor by when it was written down elsewhere: what came in only after the list
# went is in none, though the submission is recorded later than that.
export KIKUSUI_NOW=2023-09-15T13:00
ok do --db k1.db --as 佐藤 unit.move unit=PC-1 place=北区役所 reason=y
export KIKUSUI_NOW=2023-09-15T15:00
sent k1.db --as 佐藤
ok import "$file" --db o.db --as 佐藤
export KIKUSUI_NOW=2023-09-15T16:00
ok do --db o.db --as 佐藤 document.add kind='所在等管理用機器一覧 三' due=2023-09-15
ok do --db o.db --as 佐藤 document.submit at=14:00 \
    document='所在等管理用機器一覧 三'
ledger o.db '["PC-1"]'
ok do --db o.db --as 佐藤 document.add kind='所在等管理用機器一覧 四' due=2023-09-15
ok do --db o.db --as 佐藤 document.submit at=15:30 \
    document='所在等管理用機器一覧 四'
ledger o.db '[]'
# And so on the copy that hears of it.
sent o.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
ledger k1.db '[]'
json '[r for r in j if r["kind"] == "書き出し"] == []'
