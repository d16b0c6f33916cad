"""A spreadsheet of ours against the rules of its form, by nothing of what wrote
it: form.py SAMPLE, where SAMPLE writes made-up papers; form.py FILE.xlsx …
"""
import csv
import io
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import xml.etree.ElementTree as ET

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
X = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
FOOT = '&C&"游ゴシック,Regular"&9&P / &N'
DAY = '[$-411]ggge"年"m"月"d"日"(aaa)'
FIRST = '[$-411]"令和元年"m"月"d"日"(aaa)'
FORMATS = {
    DAY, DAY + " hh:mm",
    "[<=43585]%s;[>=43831]%s;%s" % (DAY, DAY, FIRST),
    "[<43586]%s hh:mm;[>=43831]%s hh:mm;%s hh:mm" % (DAY, DAY, FIRST),
    "[$-411]ge.m.d", "[$-411]ge.m.d hh:mm", "hh:mm", "[h]:mm", "0.0%"}
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def plain(s):
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)), s)


def units(s):
    return len(s.encode("utf-16-le")) // 2


def place(ref):
    col, row = re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", ref).groups()
    n = 0
    for c in col:
        n = n * 26 + ord(c) - 64
    return int(row), n


class Sheet:
    """rows: {row: {column: value}}, a str, a float or None for an empty cell."""

    def __init__(self, book, name, path):
        self.name, self.book = name, book
        self.xml = ET.fromstring(book.zip.read(path))
        self.rows, self.style, self.height, self.width = {}, {}, {}, {}
        for col in self.xml.iter(M + "col"):
            assert "hidden" not in col.attrib and "style" not in col.attrib
            for i in range(int(col.get("min")), int(col.get("max")) + 1):
                self.width[i] = float(col.get("width"))
        for row in self.xml.iter(M + "row"):
            self.read_row(row)
        rels = path.replace("sheets/", "sheets/_rels/") + ".rels"
        self.drawing = None
        if rels in book.zip.namelist():
            for rel in ET.fromstring(book.zip.read(rels)):
                if "drawing" in rel.get("Type"):
                    self.drawing = rel.get("Target").replace("..", "xl")

    def read_row(self, row):
        r = int(row.get("r"))
        assert "hidden" not in row.attrib and "s" not in row.attrib
        if row.get("customHeight"):
            self.height[r] = float(row.get("ht"))
        for c in row.iter(M + "c"):
            _, col = place(c.get("r"))
            v = c.find(M + "v")
            assert c.find(M + "f") is None, "a formula"
            assert c.get("t") in (None, "s"), c.get("t")
            value = None
            if v is not None:
                value = (self.book.strings[int(v.text)] if c.get("t") == "s"
                         else float(v.text))
            self.rows.setdefault(r, {})[col] = value
            self.style[r, col] = self.book.styles[int(c.get("s", 0))]


class Book:
    def __init__(self, path):
        self.path = path
        self.zip = zipfile.ZipFile(path)
        assert self.zip.testzip() is None
        for info in self.zip.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0), info
        self.strings = []
        if "xl/sharedStrings.xml" in self.zip.namelist():
            for si in ET.fromstring(self.zip.read("xl/sharedStrings.xml")):
                raw = "".join(t.text or "" for t in si.iter(M + "t"))
                assert units(raw) <= 32767, "a cell of %d" % units(raw)
                assert "\r" not in plain(raw)
                self.strings.append(plain(raw))
        self.read_styles()
        book = ET.fromstring(self.zip.read("xl/workbook.xml"))
        self.areas, self.titles = {}, {}
        for n in book.iter(M + "definedName"):
            i = int(n.get("localSheetId"))
            if n.get("name") == "_xlnm.Print_Area":
                self.areas[i] = n.text.rsplit("!", 1)[1]
            elif n.get("name") == "_xlnm.Print_Titles":
                self.titles[i] = n.text.rsplit("!", 1)[1]
        self.sheets = []
        for i, s in enumerate(book.iter(M + "sheet")):
            assert s.get("state") is None, "a hidden sheet"
            assert units(s.get("name")) <= 31
            self.sheets.append(Sheet(self, s.get("name"),
                                     "xl/worksheets/sheet%d.xml" % (i + 1)))

    def read_styles(self):
        xml = ET.fromstring(self.zip.read("xl/styles.xml"))
        codes = {int(n.get("numFmtId")): n.get("formatCode")
                 for n in xml.iter(M + "numFmt")}
        fonts = [(f.find(M + "name").get("val"),
                  float(f.find(M + "sz").get("val")),
                  f.find(M + "b") is not None)
                 for f in xml.find(M + "fonts")]
        self.styles = []
        for xf in xml.find(M + "cellXfs"):
            a = xf.find(M + "alignment")
            self.styles.append({
                "code": codes.get(int(xf.get("numFmtId"))),
                "id": int(xf.get("numFmtId")),
                "font": fonts[int(xf.get("fontId"))],
                "wrap": a is not None and a.get("wrapText") == "1"})


def wide(s):
    n = 0
    for c in s:
        if unicodedata.combining(c):
            continue
        n += 2 if unicodedata.east_asian_width(c) in "FWA" else 1
    return n


def check_height(s, r, cells):
    """What must at least be there: each paragraph's half-widths over those that
    a line has, at 1.7 of the size a line."""
    most = 1
    for col, v in cells.items():
        if not isinstance(v, str) or not s.style[r, col]["wrap"]:
            continue
        fit = math.floor((math.floor(7 * (s.width[col] - 0.7109375) + 5) - 6)
                         / 6) - 1
        # A line feed that ends a piece begins nothing.
        lines = sum(max(1, -(-wide(p) // fit))
                    for p in v.removesuffix("\n").split("\n"))
        assert lines <= 12, (s.name, r, lines)
        most = max(most, min(lines, 12))
    assert s.height[r] * 4 % 3 == 0 and s.height[r] < 188, s.height[r]
    assert s.height[r] >= most * 9 * 1.7 + 3 - 0.01, (s.name, r, most,
                                                      s.height[r])


def check_cells(book, s):
    for r, cells in s.rows.items():
        for col, v in cells.items():
            st = s.style[r, col]
            assert st["font"][0] == "游ゴシック" and st["font"][1] >= 9, st
            assert st["code"] in FORMATS or st["id"] in (0, 2, 9, 10, 20, 46), \
                st
            if isinstance(v, float) and st["code"] and "ggge" in st["code"]:
                assert ("43831" in st["code"]) == (v < 43831), (v, st)
        check_height(s, r, cells)


def check_page(book, i, s):
    x = s.xml
    for none in ("mergeCells", "dataValidations", "rowBreaks"):
        assert x.find(M + none) is None, none
    fmt = x.find(M + "sheetFormatPr")
    assert "customHeight" not in fmt.attrib and "zeroHeight" not in fmt.attrib
    setup = x.find(M + "pageSetup")
    assert setup.get("paperSize") == "9" and setup.get("scale") is None
    assert setup.get("fitToHeight") == "0" and \
        setup.get("fitToWidth", "1") == "1"
    assert x.find(M + "sheetPr").find(M + "pageSetUpPr").get("fitToPage") == "1"
    m = x.find(M + "pageMargins")
    assert [m.get(k) for k in ("left", "right", "top", "bottom")] == \
        ["0.4", "0.4", "0.6", "0.6"]
    hf = x.find(M + "headerFooter")
    assert hf.find(M + "oddFooter").text == FOOT, hf.find(M + "oddFooter").text
    assert ("下書き" in hf.find(M + "oddHeader").text) == \
        ("下書き" in book.path)
    # What makes text under 7 points of a page as wide as it is.
    room = (297 if setup.get("orientation") == "landscape" else 210) / 25.4 - .8
    wide_in = sum(math.floor(7 * (w - 0.7109375) + 5)
                  for w in s.width.values()) / 96
    assert min(1, room / wide_in) * 9 >= 7, (s.name, "text under 7 pt")


def check_area(book, i, s):
    if not s.rows:
        return
    first, last = book.areas[i].split(":") if ":" in book.areas[i] else (
        book.areas[i], book.areas[i])
    assert place(first) == (1, 1)
    rows, cols = place(last)
    end = max(s.rows)
    assert max(c for r in s.rows.values() for c in r) <= cols
    if s.drawing:
        xml = ET.fromstring(book.zip.read(s.drawing))
        for anchor in xml:
            at = [int(anchor.find(X + k).find(X + "row").text)
                  for k in ("from", "to")]
            to = int(anchor.find(X + "to").find(X + "col").text)
            assert to < cols, "a chart beyond the print area"
            for r in range(at[0] + 1, at[1] + 2):
                assert r not in s.rows, "a chart over row %d" % r
            end = max(end, at[1] + 1)
    assert end <= rows <= end + 2, (s.name, end, rows)


def check_head(book, i, s):
    """A sheet that begins with a table repeats its head, and keeps it there."""
    first = s.style.get((1, 1))
    if first and first["font"][2] and first["wrap"]:
        assert book.titles[i] == "$1:$1", book.titles.get(i)
    if i in book.titles:
        top = int(re.match(r"\$(\d+)", book.titles[i])[1])
        pane = s.xml.find(".//" + M + "pane")
        if top <= 8:
            assert pane.get("state") == "frozen" and \
                pane.get("ySplit") == str(top)


def check_charts(book):
    n = 0
    for name in book.zip.namelist():
        if not name.startswith("xl/charts/chart"):
            continue
        n += 1
        for p in ET.fromstring(book.zip.read(name)).iter():
            if p.tag in (A + "rPr", A + "defRPr"):
                assert p.find(A + "latin").get("typeface") == "游ゴシック"
    return n


def check(path):
    book = Book(path)
    core = book.zip.read("docProps/core.xml").decode()
    assert re.search(r"created[^>]*>\d{4}-\d\d-\d\dT00:00:00Z", core), core
    for i, s in enumerate(book.sheets):
        check_page(book, i, s)
        check_cells(book, s)
        check_area(book, i, s)
        check_head(book, i, s)
    book.charts = check_charts(book)
    return book


# --- made-up papers ---------------------------------------------------------

def write(sample, folder, *args, status=0, env=None):
    p = subprocess.run([sample, folder] + list(args), capture_output=True,
                       text=True, env=env)
    assert p.returncode == status, (args, p.returncode, p.stderr)
    return p.stdout.split("\n")[:-1] if status == 0 else p.stderr


def rows_of(path, encoding="utf-8-sig"):
    with open(path, "rb") as f:
        data = f.read()
    assert b"\r\n" in data
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def records(sheet):
    """The rows of a sheet that is one table, pieces joined."""
    out = []
    for r in sorted(sheet.rows)[1:]:
        cells = [sheet.rows[r].get(c) for c in sorted(sheet.width)]
        if cells[0] is not None:
            out.append(cells)
        else:
            for i, v in enumerate(cells):
                if v is not None:
                    out[-1][i] += v
    return out


def unquoted(s):
    return s[1:] if s.startswith("'") else s


def check_samples(sample, folder):
    book = check(write(sample, folder, "xlsx", "month", "120")[0])
    files = write(sample, folder, "csv", "month", "120")
    assert book.charts == 2 and len(files) == 3, files
    got, want = records(book.sheets[0]), rows_of(files[0])
    assert len(got) == len(want) - 1 == 120
    for g, w in zip(got, want[1:]):
        assert g[0] == w[0] and g[-1] == unquoted(w[-1]), (g, w)
    # Two thousand full-width characters at a width of 35: nine rows.
    first = [r for r in book.sheets[0].rows
             if book.sheets[0].rows[r].get(1) == "R5-8"][0]
    assert book.sheets[0].rows[first + 9].get(1) == "R5-9"
    # A number is one: 実稼働時間 of the second, a rate, the day; less than
    # nothing has no hours.
    assert abs(got[1][5] - 65 / 1440) < 1e-9 and got[5][5] == "-0:42"
    assert abs(got[1][6] - 0.749) < 1e-9 and got[6][6] == "－"
    assert got[0][1] == 45089 and abs(got[0][3] - 45089.5034722) < 1e-6


def check_hostile(sample, folder):
    book = check(write(sample, folder, "xlsx", "hostile", "70")[0])
    texts = [r[-1] for r in records(book.sheets[0])]
    for text in ("=1+1", "+81-11", "-5", "@SUM(A1)", "_x0041_", "_x000D_",
                 "a\nb\nc", "<b>&amp;\"'", "髙﨑①㈱～－∥", "𠮷𩸽",
                 "0123456789012345678901234567", '=HYPERLINK("http://x")',
                 "漢" * 40000, "_x0041_" * 9000, "\u3099" * 40000):
        assert text in texts, text[:40]
    assert "ab\nc" == texts[8] and "??" == texts[14], texts[8:15]
    cells = [r[-1] for r in rows_of(write(sample, folder, "csv", "hostile")[0])]
    for text in ("'=1+1", "'+81-11", "'-5", "'@SUM(A1)", "''quoted", "a\nb\nc"):
        assert text in cells, text
    said = write(sample, folder, "csv-cp932", "hostile", status=1)
    assert "23行目「対応内容」の「𠮷」" in said, said
    assert "～" not in said and "髙" not in said, said
    said = write(sample, folder, "xlsx", "broken", status=1)
    assert "障害対応" in said and "4行目" in said, said


def check_cp932(sample, folder):
    files = write(sample, folder, "csv-cp932", "month", "30")
    assert rows_of(files[0], "cp932") == rows_of(
        write(sample, folder, "csv", "month", "30")[0])


def check_text(sample, folder):
    with open(write(sample, folder, "txt", "month", "30")[0],
              encoding="utf-8") as f:
        text = f.read()
    assert max(wide(line.replace("～", "~")) for line in text.split("\n")) <= 80
    flat = re.sub(r"\s", "", text)
    for word in ("漢" * 2000, "R1.5.1", "75.0%",
                 "下書き", "R5-30"):
        assert word in flat, word[:20]


def check_same(sample, folder):
    seen = set()
    for zone in ("UTC", "Asia/Tokyo", "America/New_York"):
        for locale in ("C.UTF-8", "de_DE.UTF-8"):
            path = write(sample, folder, "xlsx", "month",
                         env=dict(os.environ, TZ=zone, LC_ALL=locale))[0]
            with open(path, "rb") as f:
                seen.add(f.read())
    assert len(seen) == 1


def limited(n):
    """Files no longer than n bytes: writes beyond fail, as on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (n, n))


def check_full(sample, folder):
    path = write(sample, folder, "xlsx", "month", "300")[0]
    with open(path, "rb") as f:
        whole = f.read()
    for n in (0, 100, 4096, len(whole) // 2, len(whole) - 1):
        p = subprocess.run([sample, folder, "xlsx", "month", "300"],
                           capture_output=True, text=True,
                           restore_signals=False, preexec_fn=limited(n))
        assert p.returncode != 0 and "ディスク" in p.stderr, (n, p.stderr)
        assert "[ERROR]" not in p.stderr and "[WARN" not in p.stderr, p.stderr
        with open(path, "rb") as f:
            assert f.read() == whole, "the old file is gone"
        check_left(folder)
    check_tmpfs(sample)


TMPFS = """mount -t tmpfs -o size=%dk none "$1" || exit 77
"$2" "$1" xlsx month 300 && exit 1
ls -A "$1" | grep -q . && exit 2
exit 0"""


def check_tmpfs(sample):
    """A disk that is full in earnest, where one can be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        for size in (4, 16, 64):
            p = subprocess.run(
                ["unshare", "-Urm", "sh", "-c", TMPFS % size, "sh", folder,
                 sample], capture_output=True, text=True)
            if p.returncode == 77 or "unshare" in p.stderr:
                print("no file system can be mounted: " + p.stderr.strip())
                return
            assert p.returncode == 0, (size, p)
            assert "空きがなく" in p.stderr and folder in p.stderr, p.stderr


def check_left(folder):
    left = [n for n in os.listdir(folder) if n.startswith(".")
            or not n.startswith("R05-06_02_見本_下書き")]
    assert not left, left


def main(args):
    if args[0].endswith(".xlsx"):
        for path in args:
            check(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        for one in (check_samples, check_hostile, check_cp932, check_text,
                    check_same, check_full):
            one(args[0], folder)
        empty = check(write(args[0], folder, "xlsx", "empty")[0])
        assert empty.sheets[0].rows[2][1] == "該当なし"
        check_left(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
