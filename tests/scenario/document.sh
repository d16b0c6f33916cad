#!/bin/sh
# What is handed in to the city (§11, R85, R87): it stands in lists before
# anybody recorded it, the first action makes the record, and two copies that do
# so meet in one review.
. "$(dirname "$0")/case.sh"


export KIKUSUI_NOW=2023-03-24T09:00
office o.db
export KIKUSUI_DB="$dir/o.db"
mkdir -p config/kikusui
printf '[user]\nworker = 佐藤 拓也\n' >config/kikusui/kikusui.ini

# Before the work begins four; 3/31 is a Friday.
lists 'sorted(r["kind"] for r in j) == sorted(["業務責任者指定通知書",
      "情報資産取扱者名簿", "作業体制図", "セキュリティ保全申出書"])
      and {r["due_on"] for r in j} == {"2023-03-31"}' documents
lists '[(r["label"], r["n"]) for r in j if r["list"] == "documents"] ==
      [("提出 3/31まで", 4)]' waits
# Each month three; the month's end shifted to the next service day.
at 2023-04-28T09:00
lists '[(r["due_on"], r["shift"]) for r in j if r["period"] == "令和5年4月分"] ==
      [("2023-05-01", "4/30 日曜のため翌勤務日")] * 3' documents
lists 'sum(r["what"] == "月次報告書 令和5年4月分  4/30 日曜のため翌勤務日" for r in j)
      == 1' due
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
refuse '64 桁' document.make document='月次報告書 令和5年4月分' sha256=12ab
run document.make document='月次報告書 令和5年4月分' \
    sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
looks document '月次報告書 令和5年4月分' \
    'j["state"] == "作成済" and j["made_at"] == "2023-04-28T09:00"'
# Made anew it is for a reason: the value of the first does not go unseen.
refuse 'もう作成を記録しています' document.make document='月次報告書 令和5年4月分'
refuse 'より後です' document.submit at=08:00 document='月次報告書 令和5年4月分'
run document.submit document='月次報告書 令和5年4月分' to=高橋 method=書面
looks document '月次報告書 令和5年4月分' \
    'j["state"] == "提出済" and j["sent_to"] == "高橋" and j["method"] == "書面"
     and j["sent_by"] == "佐藤 拓也" and j["addressee"] == "本市担当者"'
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
# What the contract demands stays what it is, and in the calendar.
refuse '種類は変えられません' document.edit document='月次報告書 2023-04' \
    kind=別物 reason=試し
refuse '種類は変えられません' document.edit document='月次報告書 2023-04' \
    kind=月次 reason=試し
refuse '対象期間は変えられません' document.edit document='月次報告書 2023-04' \
    period=令和5年5月分 reason=試し
refuse '対象期間は変えられません' document.edit document='月次報告書 2023-04' \
    period= reason=試し
refuse '期限は空にできません' document.edit document='月次報告書 2023-04' \
    due= reason=試し
refuse '種類は空にできません' document.edit document='月次報告書 2023-04' \
    kind= reason=試し
run document.edit document='月次報告書 2023-04' kind=月次報告書 \
    period=令和5年4月分 due=2023-05-02 reason=市と調整
lists '[r["due_on"] for r in j if r["kind"] == "月次報告書"] == ["2023-05-02"]' \
    documents
run undo
# One that nobody has acted on can be put right as well.
run document.edit document='セキュリティ保全申出書' submitted=2023-03-30T15:00 \
    reason=記録漏れ
looks document 'セキュリティ保全申出書 2023' 'j["state"] == "提出済"'
# The city's own forms are told from those that are made here.
lists '{r["kind"] for r in j if r["form"] == "市の様式"} ==
      {"セキュリティ保全申出書", "セキュリティ保全状況報告書"}' documents
# What the city wants beside: what, asked by whom, until when.
run document.add kind=障害報告書 due=5/10 asked_by=高橋
lists '[(r["due_on"], r["asked_by"], r["addressee"]) for r in j
       if r["kind"] == "障害報告書"] == [("2023-05-10", "高橋", "本市担当者")]' \
    documents
# Of a finished job what belongs to it, soon after.
run job.open kind=再セットアップ order_no=指12 ordered=4/28T08:50
run job.receive job=指12 at=08:55
lists 'not [r for r in j if r["kind"] == "作業関連提出書類"]' documents
run job.finish job=指12 pass=機器は別の記録
lists '[(r["due_on"], r["period"], r["method"]) for r in j
       if r["kind"] == "作業関連提出書類"] ==
      [("2023-04-28", "K0-J0001 再セットアップ", "電子データ")]' documents
# Whoever is added to the roster is on it and on the chart before he begins.
run worker.add name='鈴木 花子' from=2023-05-08
lists 'sorted((r["kind"], r["due_on"], r["shift"]) for r in j
       if r["period"] == "令和5年5月8日から") ==
      [("作業体制図", "2023-05-02", "5/7 日曜のため前の勤務日"),
       ("情報資産取扱者名簿", "2023-05-02", "5/7 日曜のため前の勤務日")]' documents
run document.submit document='情報資産取扱者名簿 2023-05-08' to=高橋
# What was asked for in between can be renamed: it is nobody's rule.
run document.edit document=障害報告書 kind=障害の報告書 reason=名前の誤り
run undo
# The city says how many days: from the month on.
run param.add key=submission.days value=10 valid_from=2023-05-01
at 2023-05-31T09:00
lists '[r["due_on"] for r in j if r["period"] == "令和5年5月分"] ==
      ["2023-06-12"] * 3' documents
lists '[r["due_on"] for r in j if r["period"] == "令和5年4月分"] ==
      ["2023-05-01"] * 3' documents
run undo
# A month's paper before the month is over (a slip of the month) is told; on
# its last working day, it is not.
ok do document.submit document='月次報告書 2023-05' at=2023-05-30T17:00 --preview
says '令和5年5月分の期間（R5.5.31 まで）が終わる前の提出です'
ok do document.submit document='月次報告書 2023-05' --preview
grep -q '終わる前' out err && fail 'told of a paper that is not early'
# Saturday, and the turn of the year.
at 2024-01-04T09:00
lists '{(r["period"], r["due_on"], r["shift"]) for r in j
        if r["due_on"] in ("2023-10-02", "2024-01-04")} ==
      {("令和5年9月分", "2023-10-02", "9/30 土曜のため翌勤務日"),
       ("令和5年12月分", "2024-01-04", "12/31 年末年始のため翌勤務日")}' documents
# The last month goes with the completion of the work: 3/31 is a Sunday.
at 2024-03-05T09:00
lists '{(r["due_on"], r["shift"]) for r in j if r["period"] == "令和6年3月分"} ==
      {("2024-03-29", "3/31 日曜のため業務完了")}' documents
at 2024-05-01T09:00
lists '"令和6年4月分" not in {r["period"] for r in j}' documents
# What the contract itself says of a paper is no slip, however long ago; what is
# said of its handing in may be one.
at 2026-05-01T09:00
refuse '2年より離れています' document.submit document='業務完了届 2023-06' \
    at=2023-07-03T16:00 to=市
run document.submit document='業務完了届 2023-06' to=市
ok check
