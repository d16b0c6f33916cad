"""The tables are written in the dialect of tables.h: tables.py SOURCE_ROOT

No row stands by position, so that a member more in a struct costs none of them
anything; no label of data/sql/tables.csv is written a second time.
"""
import csv
import os
import re
import sys

TEXT = r'"(?:\\.|[^"\\])*"'
POSITION = re.compile(r'\{\s*(?:\w+ )?%s,\s*(?:\w+ )?%s,\s*\d+\s*,' % (TEXT, TEXT))
ARRAY = re.compile(r'struct kk_codes? \w+\[\] = \{.*?\n\};', re.DOTALL)
PAIR = re.compile(r'\{\s*%s,\s*(?:%s|\w+)\s*\}' % (TEXT, TEXT))
AGAIN = re.compile(r'INTO\((\w+), (\w+)\),(?:[^()]*?)\.label = (%s)' % TEXT)


def faults(source, labels):
    for m in POSITION.finditer(source):
        yield m.start(), "a row by position: %s" % m[0]
    for a in ARRAY.finditer(source):
        for m in PAIR.finditer(a[0]):
            yield a.start() + m.start(), "a code by position: %s" % m[0]
    for m in AGAIN.finditer(source.replace("\\\n", "  ")):
        if labels.get((m[1], m[2])) == m[3].strip('"'):
            yield m.start(), "%s is the label of %s.%s: COLUMN says it" % (
                m[3], m[1], m[2])


def main(root):
    labels, failed, rows = {}, 0, 0
    path = os.path.join(root, "data/sql/tables.csv")
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            labels[row["table"], row["column"]] = row["column_label"]
    for folder, _, names in os.walk(os.path.join(root, "src")):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                source = f.read()
            rows += len(re.findall(r"\b(?:PARAM|FIELD|COL|COL_OF)\(", source))
            for at, words in faults(source, labels):
                line = source.count("\n", 0, at) + 1
                print("%s:%d: %s" % (os.path.relpath(path, root), line, words))
                failed = 1
    if rows < 500:
        sys.exit("the tables were not found")
    return failed


sys.exit(main(sys.argv[1]))
