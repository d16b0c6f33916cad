"""Reads a monthly report as the city does: monthly_read.py DB XLSX YYYY-MM,
or only tells its rows, a line each: monthly_read.py XLSX

Whoever receives it counts: every 案件管理番号 once, a reason beside each target
that was missed, every visit with its 撤収, the addressee and the days. Held
against the rows of the database as they are, with a calendar, an arithmetic and
a spreadsheet reader of its own: nothing here is the program's.
"""
import datetime as dt
import re
import sqlite3
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
JST = dt.timezone(dt.timedelta(hours=9))
THIRTEEN = [
    "本市から連絡のあった案件管理番号", "設置場所", "機器の種類", "機器の区分",
    "機器ID", "発生日時", "連絡を受けた日時", "現地に最初に連絡をした日時",
    "現地到着", "撤収日時", "復旧までに要した実稼働時間", "発生していた現象",
    "原因と対応内容及び対応結果"]
SHEETS = ["鑑", "総括", "障害対応", "訪問一覧", "作業実績", "質問と回答",
          "改善提案", "その他", "訂正", "用語"]
WORKS = [
    "障害の早期回復", "端末及び周辺機器の設置・撤去", "報告書の作成",
    "各機器の所在の管理", "カラーレーザープリンタの印刷枚数調査",
    "マスターパソコン及びリカバリ媒体等の更新",
    "端末用途変更等によるパソコンの再セットアップ"]
# §6 in 2023: the holidays, and the turn of the year.
CLOSED = {dt.date(2023, m, d) for m, d in (
    (5, 3), (5, 4), (5, 5), (7, 17), (8, 11), (9, 18), (10, 9), (11, 3),
    (11, 23), (12, 29), (12, 30), (12, 31))}


def want(ok, *words):
    if not ok:
        sys.exit("monthly_read: " + " ".join(str(w) for w in words))


def when(seconds):
    return dt.datetime.fromtimestamp(seconds, JST).replace(tzinfo=None)


def elapsed(a, b):
    """Minutes of service between two instants."""
    total, day = 0, a.date()
    while day <= b.date():
        if day.weekday() < 5 and day not in CLOSED:
            first = max(a, dt.datetime.combine(day, dt.time(8, 45)))
            last = min(b, dt.datetime.combine(day, dt.time(17, 15)))
            total += max(0, int((last - first).total_seconds()) // 60)
        day += dt.timedelta(days=1)
    return total


# --- the spreadsheet ----------------------------------------------------------

def text_of(node):
    return "".join(t.text or "" for t in node.iter(MAIN + "t"))


def column(ref):
    n = 0
    for c in re.match("[A-Z]+", ref)[0]:
        n = n * 26 + ord(c) - 64
    return n - 1


def sheets(path):
    """Name -> rows of cells, text or number."""
    with zipfile.ZipFile(path) as z:
        want(z.testzip() is None, "a broken archive")
        shared = [text_of(si) for si in
                  ET.fromstring(z.read("xl/sharedStrings.xml"))]
        target = {r.get("Id"): r.get("Target") for r in ET.fromstring(
            z.read("xl/_rels/workbook.xml.rels"))}
        for s in ET.fromstring(z.read("xl/workbook.xml")).iter(MAIN + "sheet"):
            rows = []
            for row in ET.fromstring(
                    z.read("xl/" + target[s.get(REL)])).iter(MAIN + "row"):
                cells = {}
                for c in row.iter(MAIN + "c"):
                    v = c.find(MAIN + "v")
                    if v is None:
                        continue
                    cells[column(c.get("r"))] = (
                        shared[int(v.text)] if c.get("t") == "s"
                        else float(v.text))
                rows.append([cells.get(i, "") for i in range(
                    max(cells, default=-1) + 1)])
            yield s.get("name"), rows


def records(rows, n):
    """Rows of a table; what a cell could not hold goes on in the rows below,
    whose first cell is empty."""
    out = []
    for row in rows:
        row = row + [""] * (n - len(row))
        if row[0] != "":
            out.append(row)
        elif out and any(row):
            out[-1] = [a + b if isinstance(a, str) and isinstance(b, str) else a
                       for a, b in zip(out[-1], row)]
    return out


def incident_parts(rows):
    """完了, 継続, 差戻し: their records."""
    at = {"完了": 0}
    for i, row in enumerate(rows):
        for name in ("継続（", "差戻し（"):
            if row and isinstance(row[0], str) and row[0].startswith(name):
                at[name[:-1]] = i
    want(len(at) == 3, "parts", at)
    ends = sorted(at.values()) + [len(rows)]
    for name, first in at.items():
        part = [r for r in rows[first:ends[ends.index(first) + 1]]
                if r and r[0] != "" or r and any(r)]
        part = [r for r in part if not (isinstance(r[0], str) and (
            r[0].startswith(("継続（", "差戻し（")) or r[0] in (
                "該当なし", THIRTEEN[0])))]
        yield name, records(part, 13)


# --- what was recorded ---------------------------------------------------------

def facts(db, month):
    first = dt.datetime.strptime(month, "%Y-%m")
    last = (first + dt.timedelta(days=32)).replace(day=1)
    db.row_factory = sqlite3.Row
    done, back, on = [], [], []
    for i in db.execute("SELECT * FROM incident WHERE deleted IS NULL"):
        came = when(i["received_at"] or i["instructed_at"])
        end = i["returned_at"] or i["completed_at"]
        if end is not None and first <= when(end) < last:
            (back if i["returned_at"] else done).append(i)
        elif came < last and (end is None or when(end) >= last):
            on.append(i)
    return {"完了": done, "差戻し": back, "継続": on}


def visits_of(db, i):
    return [v for v in db.execute(
        "SELECT * FROM visit WHERE deleted IS NULL AND incident_id = ? ORDER BY"
        " coalesce(arrived_at, started_at, left_at), id", (i["id"],))
            if v["arrived_at"] or v["started_at"] or v["left_at"]]


def number(i):
    return i["city_no"] or "（未定 %s）" % i["no"]


def check_clock(name, text, limit, minutes):
    m = re.search(r"%s: (\d+)分 (\S+?)（目標 %d分）" % (name, limit), text)
    want(m and int(m[1]) == minutes, name, minutes, "in", text)
    want(m[2] in ("達成", "未達", "対象外（合意）"), m[2])
    if m[2] != "対象外（合意）":
        want((m[2] == "未達") == (minutes > limit), name, minutes, m[2])
    if m[2] == "未達":
        why = re.search(r"%sが未達の理由: (.+)" % name, text)
        want(why and "記録なし" not in why[1], "no reason in", text)
    return m[2]


def check_done(db, i, row, counts):
    told = when(i["instructed_at"])
    first = db.execute(
        "SELECT min(at) FROM contact WHERE deleted IS NULL AND incident_id = ?"
        " AND to_kind = '現場' AND reached = 1", (i["id"],)).fetchone()[0]
    own = visits_of(db, i)
    starts = [when(v["started_at"]) for v in own if v["started_at"]]
    text = row[12]
    if first is not None:
        counts[check_clock("連絡", text, 60, elapsed(told, when(first)))] += 1
    if starts and i["onsite"] != "no":
        state = check_clock("着手", text, 180, elapsed(told, min(starts)))
        counts["着手" + state] += 1
    for col, name in ((8, "arrived_at"), (9, "left_at")):
        lines = row[col].split("\n") if own else ["訪問なし"]
        want(len(lines) == max(len(own), 1), number(i), row[col])
        for line, v in zip(lines, own):
            at = when(v[name] or v["started_at"])
            want("%d/%d %s" % (at.month, at.day, at.strftime("%H:%M")) in line,
                 number(i), line, at)
    minutes = sum(max(0, min(w["to_at"], i["user_check_at"] or w["to_at"])
                      - w["from_at"]) // 60
                  for w in db.execute("SELECT * FROM work WHERE deleted IS NULL"
                                      " AND incident_id = ?", (i["id"],)))
    want(round((row[10] or 0) * 1440) == minutes, number(i), row[10], minutes)
    want((i["symptom"] or "") in row[11], number(i), row[11])
    for column in ("cause", "action", "result", "remarks"):
        want((i[column] or "") in text, number(i), column, text)


def check_incidents(db, rows, of):
    counts = dict.fromkeys(("達成", "未達", "対象外（合意）", "着手達成",
                            "着手未達", "着手対象外（合意）"), 0)
    want(rows[0] == THIRTEEN, rows[0])
    parts = dict(incident_parts(rows))
    for name, incidents in of.items():
        want(sorted(r[0] for r in parts[name]) == sorted(map(number, incidents)),
             name, [r[0] for r in parts[name]], [number(i) for i in incidents])
        want(all(r[4] != "" for r in parts[name]), "no unit named")
    every = [r[0] for p in parts.values() for r in p]
    want(len(every) == len(set(every)), "twice", every)
    of_no = {number(i): i for i in of["完了"]}
    for row in parts["完了"]:
        check_done(db, of_no[row[0]], row, counts)
    return counts


def check_visits(db, rows, of):
    own = {}
    for i in of["完了"] + of["差戻し"]:
        for nth, v in enumerate(visits_of(db, i), 1):
            own[number(i), nth] = v
    got = [r for r in records(rows[1:], 7) if r[0] != "該当なし"]
    want(len(got) == len(own), "visits", len(got), len(own))
    for r in got:
        v = own.pop((r[0], int(r[1])))
        want((r[4] != "") == (v["left_at"] is not None), "撤収", r)
    want(not own, "no row for", list(own))


def rate(met, missed):
    n = met + missed
    return "－" if n == 0 else (2000 * met + n) // (2 * n) / 1000


def check_figures(rows, of, counts):
    level = [r for r in rows if r and r[0] in ("現場への連絡時間", "現場着手時間")]
    for r, prefix in zip(level, ("", "着手")):
        met, missed = counts[prefix + "達成"], counts[prefix + "未達"]
        want(r[2:4] == [met, missed], r, met, missed)
        want(r[4] == rate(met, missed) or
             abs(r[4] - rate(met, missed)) < 1e-9, r, rate(met, missed))
    at = next(i for i, r in enumerate(rows) if r and r[0] == "前月継続")
    before, fixed, came, done, back, on = (int(c) for c in rows[at + 1][:6])
    want(before + fixed + came - done - back == on, rows[at + 1])
    want((done, back, on) == tuple(len(of[k]) for k in ("完了", "差戻し", "継続")),
         rows[at + 1])


def check_cover(rows, month):
    words = "\n".join(c for r in rows for c in r if isinstance(c, str))
    y, m = map(int, month.split("-"))
    last = (dt.date(y, m, 28) + dt.timedelta(days=4)).replace(day=1)
    last -= dt.timedelta(days=1)
    era = y - 2018
    for text in ("（あて先）札幌市長", "（令和%d年%d月分）" % (era, m),
                 "令和%d年%d月1日～令和%d年%d月%d日" % (era, m, era, m, last.day),
                 "令和5年4月1日～令和6年3月31日"):
        want(text in words, text, "in", words)
    first = next(c for c in rows[0] if c)
    d = re.fullmatch(r"令和(\d+)年(\d+)月(\d+)日", first)
    want(d and dt.date(int(d[1]) + 2018, int(d[2]), int(d[3])) >= last, first)


def tell(xlsx):
    for name, rows in sheets(xlsx):
        print(name)
        for row in rows:
            print(" ".join(c.replace("\n", " ") if isinstance(c, str)
                           else "%g" % c for c in row if c != ""))


def main(path, xlsx, month):
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    of = facts(db, month)
    book = dict(sheets(xlsx))
    want(list(book) == SHEETS, list(book))
    check_cover(book["鑑"], month)
    counts = check_incidents(db, book["障害対応"], of)
    check_visits(db, book["訪問一覧"], of)
    check_figures(book["総括"], of, counts)
    works = [r[0] for r in records(book["作業実績"][1:], 4)]
    want(works == WORKS, works)
    print(" ".join("%s %d" % (k, len(v)) for k, v in of.items()))


if len(sys.argv) == 2:
    tell(sys.argv[1])
else:
    main(*sys.argv[1:])
