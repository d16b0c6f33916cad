"""What stands on the paper, as LibreOffice prints it: pdf.py SAMPLE, or
pdf.py SAMPLE FILE.xlsx … for papers that stand already.

No two words over each other, every character of every cell, no page that is
all but empty, the pages counted, the head of the table on each, nothing under
7 points. Says why and is skipped where LibreOffice or the fonts are missing.
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter

import form

SKIPPED = 77
TOOLS = ("soffice", "pdftotext", "pdftohtml")
FONTS = ("Noto Sans CJK JP", "Carlito")
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" '
                  r'yMax="([\d.]+)">(.*?)</word>')


def missing():
    for tool in TOOLS:
        if shutil.which(tool) is None:
            return tool
    have = subprocess.run(["fc-list", ":", "family"], capture_output=True,
                          text=True).stdout if shutil.which("fc-list") else ""
    for font in FONTS:
        if font not in have:
            return font
    return None


def converted(folder, files):
    subprocess.run(
        ["soffice", "-env:UserInstallation=file://%s/profile" % folder,
         "--headless", "--convert-to", "pdf", "--outdir", folder] + files,
        check=True, capture_output=True, timeout=300)
    return [os.path.join(folder, os.path.basename(f)[:-4] + "pdf")
            for f in files]


def out(*args):
    return subprocess.run(args, check=True, capture_output=True,
                          text=True).stdout


def bare(s):
    return re.sub(r"\s", "", s)


def check_overlaps(n, words):
    words = sorted(words, key=lambda w: w[1])
    for i, a in enumerate(words):
        for b in words[i + 1:]:
            if b[1] > a[3]:
                break
            over = min(a[2], b[2]) - max(a[0], b[0])
            down = min(a[3], b[3]) - max(a[1], b[1])
            # Boxes of lines below each other touch; letters do not.
            assert over < 1 or down < 0.4 * min(a[3] - a[1], b[3] - b[1]), (
                "page %d: %s over %s" % (n, a[4], b[4]))


def check_pages(pdf):
    pages = out("pdftotext", "-bbox", pdf, "-").split("<page ")[1:]
    texts = []
    for n, page in enumerate(pages, 1):
        words = [(float(a), float(b), float(c), float(d), w)
                 for a, b, c, d, w in WORD.findall(page)]
        high = float(re.search(r'height="([\d.]+)"', page)[1])
        body = [w for w in words if 43 < w[1] and w[3] < high - 43]
        assert len(body) >= 3, "page %d of %s: %r" % (n, pdf, words)
        check_overlaps(n, words)
        foot = "".join(w[4] for w in words if w[1] > high - 43)
        assert foot == "%d/%d" % (n, len(pages)), foot
        if "下書き" in pdf:
            assert any("下書き" in w[4] for w in words if w[3] < 43), n
        texts.append(bare("".join(w[4] for w in words)))
    sizes = re.findall(r'<fontspec [^>]*size="(\d+)"', out(
        "pdftohtml", "-xml", "-i", "-zoom", "3", "-stdout", pdf))
    assert min(map(int, sizes)) / 3 >= 6.9, sorted(sizes)
    return texts


def check_cells(book, pdf, n_pages):
    """Each character as often as the cells have it; a head is on more pages."""
    have = Counter(bare(out("pdftotext", "-raw", pdf, "-")))
    want = Counter(bare("".join(v for s in book.sheets
                                for cells in s.rows.values()
                                for v in cells.values()
                                if isinstance(v, str))))
    lost = {c: (n, have[c]) for c, n in want.items() if have[c] < n}
    assert not lost, lost
    assert "###" not in out("pdftotext", pdf, "-"), "a number does not fit"


def check_heads(book, texts):
    """Sheets that repeat the first row: it is on each of their pages."""
    names = [s.name for s in book.sheets]
    for i, s in enumerate(book.sheets):
        if book.titles.get(i) != "$1:$1":
            continue
        # A head of several lines stands there line by line: its characters.
        head = Counter(bare("".join(s.rows[1].values())))
        for n, text in enumerate(texts, 1):
            of = [x for x in names if bare(x) in text]
            if of == [s.name]:
                assert not head - Counter(text), "page %d: no head" % n


def check(xlsx, pdf):
    book = form.Book(xlsx)
    texts = check_pages(pdf)
    check_cells(book, pdf, len(texts))
    check_heads(book, texts)


def main(args):
    what = missing()
    if what:
        print("%s is not installed: the printed pages were not looked at" % what)
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        files = args[1:]
        for kind in () if files else ("month", "empty"):
            into = os.path.join(folder, kind)
            path = form.write(args[0], into, "xlsx", kind, "40")[0]
            files.append(os.path.join(folder, kind + "_下書き.xlsx"))
            os.rename(path, files[-1])
        for xlsx, pdf in zip(files, converted(folder, files)):
            check(xlsx, pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
