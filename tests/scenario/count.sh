#!/bin/sh
# The yearly survey of page counts (§5.5, R50-R53): it and each printer stand by
# rule; what was read before, what a fall means, what could not be read.
. "$(dirname "$0")/case.sh"

at 2023-04-12T10:20
shop
ledger <<ROWS
KK-0474,国保福祉,SP_C840,KA0474,南区役所,保険年金課,,稼働中,,,,,
KK-0472,国保福祉,SP_C840,KA0472,南区役所,保険年金課,,稼働中,,,,,
JZ-0659,住記・税,SP_C840,KA0659,北区役所,保険年金課,,稼働中,,,,,
JZ-0700,住記・税,SP_C840,KA0700,菊水分庁舎,,,稼働中,,,,,
JZ-0701,住記・税,SP_C840,KA0701,DEOS,,,稼働中,,,,,
JZ-0702,住記・税,SP_4510,KA0702,北区役所,保険年金課,,稼働中,,,,,
ROWS

# Nobody agreed a time yet: that stands in the calendar, and no printer does.
lists '[(r["year"], r["state"]) for r in j] == [("令和5年度", "調整前")]' surveys
lists '[r["day"] for r in j if r["target"] == "survey"] == ["2024-03-29"]' due
lists 'j == []' round
refuse '見つかりません' count.record unit=KK-0474 count=1
refuse '終了を入れて' survey.open year=2023 from=10/16
refuse '前です' survey.open year=2023 from=10/16 to=10/15 agreed_with=高橋
refuse '見つかりません' survey.open year=2024 from=10/16 to=11/10 agreed_with=高橋
run survey.open year=2023 from=2023-10-16 to=2023-11-10 agreed_with=高橋 \
    agreed=2023-04-10
refuse 'もう始めています' survey.open year=R5 from=10/16 to=11/10 agreed_with=高橋

# The colour lasers, by the way through the buildings; none of 菊水 and DEOS.
at 2023-10-18T10:40
lists '[r["machine_id"] for r in j] == ["JZ-0659", "KK-0472", "KK-0474"]
      and all(r["open"] for r in j)' round
lists '[(r["label"], r["n"]) for r in j if r["list"] == "round"]
      == [("印刷枚数 まだ", 3)]' waits
lists '[r["what"] for r in j if r["target"] == "survey"]
      == ["印刷枚数 まだ 3台"]' due

# A look changes nothing; the first count has nothing before it.
ok do count.record unit=KK-0474 count=120345 --preview
says '初回'
lists '[r["state"] for r in j] == ["まだ"] * 3' round
run count.record unit=KK-0474 count=120345
says '初回'
lists '[(r["now"], r["diff"]) for r in j if r["machine_id"] == "KK-0474"]
      == [("120,345", "－（初回）")]' round
refuse 'もう読んでいます' count.record unit=KK-0474 count=1
refuse 'まだ読んでいません' count.edit unit=KK-0472 count=1 reason=先
refuse '負の数' count.record unit=KK-0472 count=-5
# What no counter shows is none; what is far from before goes for a reason.
refuse 'カウンターの桁' count.record unit=KK-0472 count=99999999999
refuse '初めての計測としては多すぎます' count.record unit=KK-0472 count=40218000
ok do count.record unit=KK-0472 count=40218000 pass=二度見た --preview
refuse '今日から2年より離れています' count.record unit=KK-0472 count=40218 \
    at=2013-10-18T10:00
refuse '今日から2年より離れています' survey.edit year=2023 to=2033-11-10 reason=延長
run count.unread unit=KK-0472 why=電源が入らない
lists '[(r["state"], r["unread"]) for r in j if r["machine_id"] == "KK-0472"]
      == [("読めない", "電源が入らない")]' round
lists '[(r["site"], r["read"], r["unread_n"], r["left_n"]) for r in j] ==
      [("北区役所", 0, 0, 1), ("南区役所", 1, 1, 0)]' survey_sites
run undo
lists '[r["state"] for r in j if r["machine_id"] == "KK-0472"] == ["まだ"]' round
run count.unread unit=KK-0472,JZ-0659 why=部屋に入れない
lists '{r["state"] for r in j if r["machine_id"] != "KK-0474"} == {"読めない"}' \
    round
# Read after all.
run count.record unit=KK-0472 count=40218
looks print_count KK-0472 'j["state"] == "済" and j["unread"] is None'
lists '[r["state"] for r in j] == ["済"]' surveys
# The result is handed in (§10, §11).
lists '[(r["period"], r["due_on"]) for r in j if r["kind"] == "作業関連提出書類"]
      == [("令和5年度 枚数調査結果", "2023-10-18")]' documents

# The year after: the difference is to what was read last.
run param.add key=contract.name value=次年度業務 valid_from=2024-04-01 \
    valid_to=2025-03-31
at 2024-10-18T09:00
lists '[(r["year"], r["state"]) for r in j] ==
      [("令和6年度", "調整前"), ("令和5年度", "済")]' surveys
run survey.open year=2024 from=2024-10-15 to=2024-11-08 agreed_with=高橋
lists '[(r["machine_id"], r["before"]) for r in j] == [("JZ-0659", None),
      ("KK-0472", "40,218"), ("KK-0474", "120,345")]' round
# A time outside the survey is told, and goes.
ok do count.record unit=KK-0474 count=131020 at=2024-10-14T10:00 --preview
says '期間'
refuse '1,000,000 増えています' count.record unit=KK-0474 count=1120345
run count.record unit=KK-0474 count=131020
says '+10,675'
lists '[r["diff"] for r in j if r["machine_id"] == "KK-0474"] == ["+10,675"]' \
    round
lists '[(r["fiscal_year"], r["count"], r["before_count"]) for r in j
       if r["machine_id"] == "KK-0474"]
      == [(2024, 131020, 120345), (2023, 120345, None)]' counts
# What could not be read leaves what was read last.
run count.unread unit=KK-0472 why=電源が入らない
looks unit KK-0472 'j["last_count"] == 40218'
run undo
# A fall is said to be one: replaced or reset; a misreading is typed anew.
refuse '前回 40,218 より少なくなっています' count.record unit=KK-0472 count=2310
refuse '交換かリセット' count.record unit=KK-0472 count=40217 at=10:00
run count.record unit=KK-0472 count=2310 reset=交換
says '差は「－」'
lists '[(r["diff"], r["reset_flag"]) for r in j if r["machine_id"] == "KK-0472"]
      == [("－", "交換")]' round
# What is put right stays between what was read before and after.
refuse '理由' count.edit unit=KK-0474 count=131000
refuse '次に読んだ 131,020' count.edit unit='KK-0474 2023' count=131021 \
    reason=読み違い
refuse '前回 120,345' count.edit unit=KK-0474 count=120344 reason=読み違い
run count.edit unit=KK-0474 count=131000 reason=読み違い
lists '[r["diff"] for r in j if r["machine_id"] == "KK-0474"] == ["+10,655"]' \
    round
run count.edit unit=KK-0472 reset=リセット reason=聞き違い
refuse '交換かリセット' count.edit unit=KK-0472 reset= reason=聞き違い
# A printer that moved away is asked for no more, what was read of it stands.
run unit.move unit=JZ-0659 place=菊水分庁舎 reason=配置換え
lists '[r["machine_id"] for r in j] == ["KK-0472", "KK-0474"]' round
lists '[r["state"] for r in j] == ["済", "済"]' surveys
at 2024-11-11T09:00
run unit.move unit=JZ-0659 place=北区役所 reason=配置換え
lists '[(r["state"], r["mark"]) for r in j if r["fiscal_year"] == 2024]
      == [("期間を過ぎた", "超")]' surveys
lists '[r["mark"] for r in j if r["target"] == "survey"] == ["超"]' due
run survey.edit year=2024 to=2024-11-15 reason=市と再調整
lists '[r["state"] for r in j if r["fiscal_year"] == 2024] == ["調査中"]' surveys
looks unit KK-0474 'j["last_count"] == 131000'
# A printer that came when the time was over is of the next survey.
run count.record unit=JZ-0659 count=8000
at 2024-11-20T09:00
run unit.add machine_id=KK-0475 model=C840 segment=国保福祉 place=南区役所
lists '[(r["state"], r["mark"]) for r in j if r["fiscal_year"] == 2024]
      == [("済", "")]' surveys
lists 'not [r for r in j if r["target"] == "survey"
            and "まだ" in r["what"]]' due

# Counts that come as a list (load counters): all rows or none, every bad one
# told, under the same rules as those that are typed.
at 2025-10-20T09:00
run param.add key=contract.name value=三年目 valid_from=2025-04-01 \
    valid_to=2026-03-31
# What was read in the agreed time before anybody recorded it here is of it,
# the last of a printer; what is older is what was read last before.
cat >a.csv <<'ROWS'
計測日時,機器ID,枚数
2025-10-14T10:00,KK-0475,90
2025-10-16T10:00,KK-0475,100
2025-10-17T10:00,KK-0475,140
ROWS
ok load counters a.csv
for row in '2025-10-18T10:00,KK-0475,1000140' '1998-10-18T10:00,KK-0475,1'; do
    printf '計測日時,機器ID,枚数\n%s\n' "$row" >far.csv
    exits 1 load counters far.csv
    warns '「印刷枚数を記録」で理由を'
done
run survey.open year=2025 from=2025-10-15 to=2025-11-07 agreed_with=高橋
lists '[(r["machine_id"], r["state"], r["now"], r["diff"]) for r in j
       if r["machine_id"] == "KK-0475"] == [("KK-0475", "済", "140", "+40")]' round
refuse 'もう読んでいます' count.record unit=KK-0475 count=150
run undo
lists '[r["year"] for r in j if r["state"] == "調整前"] == ["令和7年度"]' surveys
run survey.open year=2025 from=2025-10-18 to=2025-11-07 agreed_with=高橋
lists '{r["state"] for r in j} == {"まだ"}' round
run survey.edit year=2025 from=2025-10-15 reason=市と再調整
lists '[r["machine_id"] for r in j if r["state"] == "済"] == ["KK-0475"]' round
cat >c.csv <<'ROWS'
計測日時,機器ID,枚数,備考
2025/10/18 10:40,ｋｋ-0474,"140,250",
2025-10-18T10:50,KK-0472,2200,
2025-10-18T11:00,JZ-0700,5,
2025-10-18T11:00,JZ-0702,5,
2025-10-18T11:10,JZ-0659,1.2E+05,
2025-10-19,JZ-0659,#N/A,
10:40,JZ-0659,300,
2025-10-21T08:00,JZ-0659,300,
2025-10-18T11:20,JZ-0659,-3,
2025-10-18T11:20,,300,
ROWS
exits 1 load counters c.csv --preview
warns '3行目 枚数: 前回 2,310 より少なくなっています'
warns '4行目 機器ID: 「JZ-0700」は、調べるカラーレーザープリンターの台帳にありません'
warns '5行目 機器ID'
warns '6行目 枚数: 「1.2E+05」は'
warns '7行目 枚数: 「#N/A」は'
warns '8行目 計測日時'
warns '9行目 計測日時: 「2025-10-21T08:00」はまだ来ていません'
warns '10行目 枚数'
warns '11行目 機器ID: 空です'
exits 1 load counters c.csv
warns '9行に誤りがあり、何も読み込みませんでした'
lists '{r["state"] for r in j if r["machine_id"] != "KK-0475"} == {"まだ"}' round
ok load counters c.csv --accept-good --format json
json 'j["rows"] == 10 and j["added"] == 1 and j["bad"] == 9'
lists '[(r["now"], r["diff"], r["at"]) for r in j if r["machine_id"] == "KK-0474"]
      == [("140,250", "+9,250", "2025-10-18T10:40")]' round
told '枚数の取込' print_count 'KK-0474 2025'
# The same file again changes nothing; another number of the same is told.
ok load counters c.csv --accept-good --format json
json 'j["same"] == 1 and j["added"] == 0'
printf '機器ID,枚数,計測日時\nKK-0474,140300,2025-10-19T09:00\n' >d.csv
exits 1 load counters d.csv
warns '2行目 枚数: もう読んでいます（140250）'
# As a spreadsheet writes it; before the survey began it is of none, and what
# was read last all the same.
printf '機器ID,枚数,計測日時\r\nJZ-0659,"9,000",2025/5/1 9:00\r\n' |
    iconv -f UTF-8 -t CP932 >e.csv
ok load counters e.csv --format json
json 'j["encoding"] == "CP932" and j["added"] == 1'
lists '[(r["before"], r["state"]) for r in j if r["machine_id"] == "JZ-0659"]
      == [("9,000", "まだ")]' round
run count.unread unit=JZ-0659 why=部屋に入れない at=2025-10-19T10:00
printf '機器ID,枚数,計測日時\nJZ-0659,9050,2025-10-19T11:00\n' >g.csv
ok load counters g.csv
looks print_count JZ-0659 'j["state"] == "済" and j["unread"] is None'
printf '機器ID,枚数\nJZ-0659,9100\n' >f.csv
exits 1 load counters f.csv
warns '見出し「計測日時」がありません'
ok check
ok rebuild --verify
