#!/bin/sh
# What is handed in to the city (§11, R85, R87): it stands in lists before
# anybody recorded it, the first action makes the record, and two copies that do
# so meet in one review.
. "$(dirname "$0")/case.sh"


export KIKUSUI_NOW=2023-03-24T09:00
office o.db
export KIKUSUI_DB="$dir/o.db"

# Before the work begins four; 3/31 is a Friday.
lists 'sorted(r["kind"] for r in j) == sorted(["業務責任者指定通知書",
      "情報資産取扱者名簿", "作業体制図", "セキュリティ保全申出書"])
      and {r["due_on"] for r in j} == {"2023-03-31"}' documents
lists '[(r["label"], r["n"]) for r in j if r["list"] == "documents"] ==
      [("提出 3/31まで", 4)]' waits
# Each month three; the month's end shifted to the next service day.
at 2023-04-28T09:00
lists '[r["due_on"] for r in j if r["period"] == "令和5年4月分"] ==
      ["2023-05-01"] * 3' documents
lists 'sum(r["target"] == "document" for r in j) == 7 and
      {r["mark"] for r in j if r["day"] == "2023-03-31"} == {"超"}' due
lists '[(r["label"], r["n"]) for r in j if r["list"] == "documents"] ==
      [("提出 期限超過", 4)]' waits
looks document '月次報告書 令和5年4月分' 'j["state"] == "未提出"'
ok history document '月次報告書 令和5年4月分'
[ -s out ] && fail 'a history of what was not recorded'
# A look changes nothing; the first action makes the record.
ok digest
cp out before
ok do document.submit document='月次報告書 令和5年4月分' --preview
says '月次報告書'
refuse '見つかりません' document.submit document='月次報告書 令和5年3月分'
refuse '当たるものが' document.submit document='報告書'
ok digest
cmp -s out before || fail 'a look changed something'
run document.submit document='月次報告書 令和5年4月分' to=高橋
looks document '月次報告書 令和5年4月分' \
    'j["state"] == "提出済" and j["sent_to"] == "高橋"'
told '提出を記録' document '月次報告書 令和5年4月分'
lists 'sum(r["target"] == "document" for r in j) == 6' due
refuse 'もう提出' document.submit document='月次報告書 2023-04'
run undo
lists 'sum(r["target"] == "document" for r in j) == 7' due
# Several at once, all or none, a record for each.
run document.submit at=10:00 document='業務完了届 2023-04,月次報告書 2023-04'
says '2件'
refuse 'もう提出' document.submit at=10:00 \
    document='セキュリティ保全状況報告書 2023-04,月次報告書 2023-04'
lists '[r["kind"] for r in j] == ["セキュリティ保全状況報告書"]' \
    documents open=yes period=令和5年4月分
run document.waive document='作業体制図 2023' by=高橋 note=変更なし
looks document '作業体制図 2023' 'j["state"] == "提出不要"'
run document.edit document='月次報告書 2023-04' to=鈴木 reason=聞き違い
looks document '月次報告書 2023-04' 'j["sent_to"] == "鈴木"'
# One that nobody has acted on can be put right as well.
run document.edit document='セキュリティ保全申出書' submitted=2023-03-30T15:00 \
    reason=記録漏れ
looks document 'セキュリティ保全申出書 2023' 'j["state"] == "提出済"'
# What the city wants beside.
run document.add kind=障害報告書 due=5/10
lists '[r["due_on"] for r in j if r["kind"] == "障害報告書"] == ["2023-05-10"]' \
    documents
# The last month goes with the completion of the work: 3/31 is a Sunday.
at 2024-03-05T09:00
lists '{r["due_on"] for r in j if r["period"] == "令和6年3月分"} ==
      {"2024-03-29"}' documents
at 2024-05-01T09:00
lists '"令和6年4月分" not in {r["period"] for r in j}' documents
ok check
