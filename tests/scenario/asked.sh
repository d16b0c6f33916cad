#!/bin/sh
# Questions asked on site (§8.2, R64-R66): answered at once or taken home with a
# day; put off with whom was told and why; all of them told to the city.
. "$(dirname "$0")/case.sh"

shop
pcs
asked() {
    lists '[(r["no"], r["state"], r["mark"], r["due"]) for r in j] == ['"$1"']' \
        questions
}
waits() {
    lists '[r["n"] for r in j if r["label"] == "'"$1"'"] == ['"$2"']' waits
}
due() {
    lists '[(r["day"], r["mark"], r["no"]) for r in j
            if r["target"] == "qa"] == ['"$1"']' due
}

lists 'j == []' questions
ok list questions
warns '訪問先で聞かれたら'
waits '質問 回答待ち' 0

# On site: where, by whom and at which visit are there before they are typed.
run incident.open unit=KK-0413 symptom=映らない city_no=C-1 contact=佐々木様
run visit.arrive incident=C-1 at=10:20
run qa.add question='印刷の向きを変えるには' answer='プロパティで変えます' \
    incident=C-1
says 'K0-Q0001'
looks qa K0-Q0001 'j["asker"] == "佐々木様" and j["place"] == "北区役所 保険年金課" and
    j["incident"] == "K0-0001" and j["visit"].startswith("佐藤 拓也") and
    j["answered"] == j["asked"] == "2023-04-12T10:20" and
    j["answered_to"] == "佐々木様" and j["state"] == "未報告" and
    j["due"] is None'

# Neither an answer nor a day, nobody who asked, nowhere: it is said which.
refuse '持ち帰るなら回答予定日を' qa.add question=q asker=本間様 place=東区役所
exits 1 do qa.add question=q place=東区役所 due=2023-04-20
warns 質問者
exits 1 do qa.add place=東区役所 due=2023-04-20 asker=本間様
warns 質問
run visit.leave incident=C-1 at=10:20
refuse 'どこで受けた質問か' qa.add question=q asker=本間様 due=2023-04-20
refuse '受けた日より前' qa.add question=q asker=本間様 due=2023-04-11 \
    place=東区役所

ok do qa.add --preview question=q asker=本間様 due=2023-04-20 \
    place=東区役所/戸籍住民課
says '戸籍住民課'

# Taken home: 4/30 is a Sunday, 4/28 the day to act.
run qa.add question='画面を広げたい' asker=本間様 place=東区役所 due=2023-04-30
says '回答予定日 R5.4.30（休日。R5.4.28 のうちに）'
ok do qa.add --preview question='画面を広げたい' asker=本間様 place=東区役所 \
    due=2023-04-30
says '同じ質問がもうあります'
run qa.add question='鍵を替えたい' asker=村上様 place=北区役所 due=2023-04-14 \
    unit=KK-0414
asked '("K0-Q0003", "回答待ち", "", "2023-04-14"),
    ("K0-Q0002", "回答待ち", "", "2023-04-30"),
    ("K0-Q0001", "未報告", "", None)'
due '("2023-04-14", "", "K0-Q0003"), ("2023-04-30", "", "K0-Q0002")'
lists '[r["what"] for r in j if r["no"] == "K0-Q0002"] ==
    ["東区役所 画面を広げたい  休日。R5.4.28 のうちに"]' due
waits '質問 回答待ち' 2
waits '質問 市へ未報告' 1
# It is told to whoever comes to the place, found, and on its unit's page.
run incident.open place=東区役所 symptom=映らない city_no=C-2
run visit.arrive incident=C-2 at=10:20
says '回答予定の質問: K0-Q0002 画面を広げたい'
lists '[r["no"] for r in j] == ["K0-Q0003"]' questions unit_id="$(
    ok show unit KK-0414 --format json
    "$PYTHON" -c 'import json; print(json.load(open("out"))["id"])')"
ok list search --search 広げ --format json
json '[r["what"] for r in j] == ["K0-Q0002 画面を広げたい"]'

# Its day passes. Put off: a later day, who was told, why.
at 2023-04-17T09:00
asked '("K0-Q0003", "回答待ち", "超", "2023-04-14"),
    ("K0-Q0002", "回答待ち", "", "2023-04-30"),
    ("K0-Q0001", "未報告", "", None)'
due '("2023-04-14", "超", "K0-Q0003"), ("2023-04-30", "", "K0-Q0002")'
waits '質問 回答の期限超過' 1
exits 1 do qa.postpone qa=K0-Q0003 due=2023-04-20 told=村上様
warns 理由
exits 1 do qa.postpone qa=K0-Q0003 due=2023-04-20 reason=照会中
warns 延期を伝えた相手
refuse 'より後の日' qa.postpone qa=K0-Q0003 due=2023-04-14 told=村上様 \
    reason=照会中
run qa.postpone qa=K0-Q0003 due=2023-04-20 told=村上様 reason=メーカーへ照会中
grep -qx "回答予定日 R5.4.20" out || fail "a working day is a day to act"
looks qa K0-Q0003 'j["due"] == "2023-04-20" and
    j["put_off_told"] == "村上様" and j["put_off_why"] == "メーカーへ照会中" and
    j["put_off_at"] == "2023-04-17T09:00"'
told R5.4.20 qa K0-Q0003
waits '質問 回答待ち' 2
run undo
due '("2023-04-14", "超", "K0-Q0003"), ("2023-04-30", "", "K0-Q0002")'
run redo

# Answered, by word of mouth, to another than who asked; then told to the city.
run qa.answer qa=K0-Q0003 answer='A-113 は替えられません' to=近藤様 \
    at=2023-04-14T09:00
refuse 'もう回答しています' qa.answer qa=K0-Q0003 answer=x
refuse 'もう回答しています' qa.postpone qa=K0-Q0003 due=2023-05-01 told=x reason=x
refuse 'もう回答しています' qa.postpone qa=K0-Q0001 due=2023-05-01 told=x reason=x
refuse 'より前です' qa.edit qa=K0-Q0003 answered=2023-04-10T09:00 reason=誤記
due '("2023-04-30", "", "K0-Q0002")'
waits '質問 市へ未報告' 2
run qa.report qa=K0-Q0001,K0-Q0003 at=2023-04-17T09:00
says '2件'
refuse 'もう市へ報告' qa.report qa=K0-Q0001
asked '("K0-Q0002", "回答待ち", "", "2023-04-30"),
    ("K0-Q0001", "報告済", "", None),
    ("K0-Q0003", "報告済", "", "2023-04-20")'
lists '[(r["answer"], r["reported"][:10]) for r in j] ==
    [("A-113 は替えられません", "2023-04-17")]' questions due=2023-04-20

# A word is put right with a reason; what was no question is struck out.
exits 1 do qa.edit qa=K0-Q0002 question=x
warns 理由
run qa.edit qa=K0-Q0002 question='文字を広げたい' reason=言い直し
refuse '回答だけがあり' qa.edit qa=K0-Q0002 answer=はい reason=誤り
run qa.remove qa=K0-Q0002 reason=重複
due ''
# No day before it was asked is named: the due day and why it is closed.
at 2023-05-06T10:00
run qa.add question='いつ直るか' asker=村上様 place=北区役所 due=2023-05-07
says '回答予定日 R5.5.7（日曜）'
lists '[r["what"] for r in j if r["target"] == "qa"] ==
    ["北区役所 いつ直るか  休日（日曜）"]' due
ok check
ok rebuild --verify
