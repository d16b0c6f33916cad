#!/bin/sh
# Who works and who is responsible (§11, R79): a new one ends the former the day
# before, a day without one is told, nobody begins before the city knows of him.
. "$(dirname "$0")/case.sh"

at 2023-04-12T10:20
shop
# Nobody is responsible, and the city was told of nobody.
lists 'sorted((r["kind"], r["day"], r["mark"]) for r in j
       if r["kind"] in ("責任者", "届出")) ==
      [("届出", "2023-04-11", "超")] * 2 + [("責任者", "2023-04-01", "超")] * 2' due
# One who was put on it on the day itself asks for the papers, too.
lists '[(r["kind"], r["due_on"], r["mark"]) for r in j
       if r["period"] == "令和5年4月12日から"] ==
      [("作業体制図", "2023-04-11", "超"), ("情報資産取扱者名簿", "2023-04-11", "超")]' \
    documents
run worker.edit worker=鈴木 notified=2023-04-12
lists '[r["what"] for r in j if r["kind"] == "届出"] ==
      ["佐藤 拓也  届出日がまだ"]' due
refuse '届出日が名簿開始より後' worker.edit worker=佐藤 notified=2023-04-13
run worker.edit worker=佐藤 notified=2023-04-07
refuse '届出日が名簿開始より後' worker.add name='田中 一郎' from=2023-06-01 \
    notified=2023-06-02
run worker.add name='田中 一郎' from=2023-06-01
lists '[(r["day"], r["mark"]) for r in j if r["kind"] == "届出"] ==
      [("2023-05-31", "")]' due
run worker.edit worker=田中 notified=2023-05-25
lists 'not [r for r in j if r["kind"] == "届出"]' due

# One person may be both; the days before nobody was are over.
run worker.appoint mark=業務責任者 worker=佐藤 from=2023-04-12
lists '[r["what"] for r in j if r["kind"] == "責任者"] ==
      ["情報セキュリティ責任者がいません。「責任者を選任」で決めます"]' due
run worker.appoint mark=情報セキュリティ責任者 worker=佐藤 from=2023-04-12
lists 'not [r for r in j if r["kind"] == "責任者"]' due
lists '[r["role"] for r in j if r["name"] == "佐藤 拓也"] ==
      ["業務責任者・情報セキュリティ責任者"]' workers

# The former ends the day before.
refuse '従事者名簿にいません' worker.appoint mark=業務責任者 worker=田中 \
    from=2023-05-31
refuse 'その日に二人' worker.appoint mark=業務責任者 worker=鈴木 from=2023-04-12
ok do worker.appoint mark=業務責任者 worker=鈴木 from=2023-06-01 --preview
says '佐藤 拓也 は令和5年5月31日(水)まで'
run worker.appoint mark=業務責任者 worker=鈴木 from=2023-06-01
lists '[(r["name"], r["from_day"], r["to_day"], r["state"]) for r in j
       if r["role"] == "業務責任者"] ==
      [("鈴木 花子", "2023-06-01", None, "予定"),
       ("佐藤 拓也", "2023-04-12", "2023-05-31", "在任")]' appointments
run undo
lists '[r["to_day"] for r in j if r["role"] == "業務責任者"] == [None]' appointments
run worker.appoint mark=業務責任者 worker=鈴木 from=2023-06-01
# One in between ends where the next begins.
run worker.appoint mark=業務責任者 worker=鈴木 from=2023-05-15
lists '[(r["from_day"], r["to_day"]) for r in j if r["role"] == "業務責任者"]
      == [("2023-06-01", None), ("2023-05-15", "2023-05-31"),
          ("2023-04-12", "2023-05-14")]' appointments
run undo
refuse '「責任者を選任」で' worker.edit worker=田中 role=業務責任者

# Whoever leaves leaves a gap: told, and in the calendar until it is filled.
ok do worker.remove worker=鈴木 to=2023-07-31 reason=異動
says '業務責任者が 令和5年8月1日(火) からいません'
lists '[(r["day"], r["mark"]) for r in j if r["kind"] == "責任者"] ==
      [("2023-08-01", "")]' due
ok do worker.appoint mark=業務責任者 worker=田中 from=2023-08-10
says '業務責任者が 令和5年8月1日(火) から 令和5年8月9日(水) まで いません'
at 2023-08-01T09:00
lists '[r["mark"] for r in j if r["kind"] == "責任者"] == ["急"]' due
ok do appointment.edit appointment='業務責任者 田中' from=2023-08-05 \
    reason=前任の異動 --preview
says '業務責任者が 令和5年8月1日(火) から 令和5年8月4日(金) まで いません'
ok do appointment.edit appointment='業務責任者 田中' from=2023-08-01 \
    to=2023-09-30 reason=前任の異動 --preview
says '業務責任者が 令和5年10月1日(日) から 令和6年3月31日(日) まで いません'
run appointment.edit appointment='業務責任者 田中' from=2023-08-01 reason=前任の異動
grep -q 'いません' out && fail 'told of a gap that is none'
lists 'not [r for r in j if r["kind"] == "責任者"]' due
lists '[(r["name"], r["role"]) for r in j if r["on_roster"]] ==
      [("佐藤 拓也", "情報セキュリティ責任者"), ("田中 一郎", "業務責任者")]' workers
ok do appointment.remove appointment='業務責任者 田中' reason=誤り --preview
says '業務責任者が 令和5年8月1日(火) から'
# Before next year begins it is asked for as well.
run worker.remove worker=佐藤 to=2024-03-31 reason=異動
lists 'not [r for r in j if r["kind"] == "責任者"]' due
run param.add key=contract.name value=次年度業務 valid_from=2024-04-01 \
    valid_to=2025-03-31
lists '[(r["day"], r["what"][:11]) for r in j if r["kind"] == "責任者"] ==
      [("2024-04-01", "情報セキュリティ責任者")]' due
ok check
ok rebuild --verify
