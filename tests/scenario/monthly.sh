#!/bin/sh
# The monthly report (§5.3, R43, R44): what stands on its cover, the thirteen
# items of §5.3.2, both clocks as rates, what goes on into the next month.
. "$(dirname "$0")/case.sh"

shop

# What the contract's text leaves open is blank and named until it is entered.
lists '[r["value"] for r in j if r["value"]] == ["（あて先）札幌市長"] and
    sum(r["state"] == "未記入" for r in j) == 9' cover
lists 'len(j) == 9 and {r["weight"] for r in j} == {"必ず"}' cover_data
refuse '変えるものを入れてください' cover.set
run cover.set contractor='株式会社髙﨑①㈱𠮷' address='札幌市中央区北1条西1丁目' \
    representative='代表取締役 髙﨑 一' contract_no='札契第0401号' \
    contract_date=2023-03-28 section=情報システム部 mail=tantou@example.jp \
    person='佐藤 拓也' phone=０１１-222-3333
lists 'j == []' cover_data
lists '{r["key"]: r["value"] for r in j}["cover.phone"] == "011-222-3333"
    and {r["valid_to"] for r in j if r["valid_from"]} == {"2024-03-31"}' cover
# From a day on it is another, and before it what it was; the number of the next
# year's contract is not this one's.
run cover.set from=2023-10-01 representative='代表取締役 𠮷田 二' reason=交代
rep() {
    lists '[r["value"] for r in j if r["key"] == "cover.representative"] == ["'"$1"'"]' \
        cover
}
rep '代表取締役 髙﨑 一'
at 2023-10-02T09:00
rep '代表取締役 𠮷田 二'
at 2024-04-02T09:00
lists '"契約番号がまだ入っていません" in [r["what"] for r in j]' cover_data
at 2023-04-12T10:20
# An edit puts right what began that day, emptied it is blank again, and undone.
run cover.set contract_no='札契第0402号' reason=誤記
lists '[r["value"] for r in j if r["key"] == "cover.contract_no"] == ["札契第0402号"]' \
    cover
run cover.set mail= reason=変更中
lists '[r["what"] for r in j] == ["担当課のメールがまだ入っていません"]' cover_data
run undo
lists 'j == []' cover_data
ok check
