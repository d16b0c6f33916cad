"""What SQL may not do here: sql.py SOURCE_ROOT

REPLACE deletes rows behind the capture, an id never changes, trusted_schema
refuses JSON functions in triggers and views, and a capture trigger passes at
most 127 arguments. Looks at data/ and at every string of the C sources.
"""
import csv
import os
import re
import sys

MOST_COLUMNS = 60
BANNED = [
    (r"\b(INSERT|UPDATE)\s+OR\s+REPLACE\b|\bREPLACE\s+INTO\b",
     "REPLACE deletes rows unseen"),
    (r"\bUPDATE\s+(OR\s+\w+\s+)?[\w\"]+\s+SET\b(?:(?!\bWHERE\b)[^;])*?"
     r"(?:\bSET\s+|,\s*)\"?(id|rowid|oid|_rowid_)\"?\s*=(?!=)",
     "ids never change"),
]
JSON = (r"\bjson(_\w+)?\s*\(", "JSON functions are refused in schemas")


def without_comments(sql):
    return re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL)


def c_strings(text):
    """Neighbouring literals of a C file, joined as the compiler does."""
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    one = r'"(?:[^"\\\n]|\\.)*"'
    for run in re.findall(r"%s(?:\s*%s)*" % (one, one), text):
        yield "".join(s[1:-1] for s in re.findall(one, run))


def texts(root):
    for top, ending in (("data", ".sql"), ("src", ".c")):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in sorted(names):
                if not name.endswith(ending):
                    continue
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8") as f:
                    text = f.read()
                short = os.path.relpath(path, root)
                if ending == ".sql":
                    yield short, without_comments(text)
                else:
                    for s in c_strings(text):
                        yield short, s


def wide_tables(root):
    columns = {}
    path = os.path.join(root, "data/sql/tables.csv")
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            columns[row["table"]] = columns.get(row["table"], 0) + 1
    for table, n in columns.items():
        if n > MOST_COLUMNS:
            yield "%s: %d columns, %d at most" % (table, n, MOST_COLUMNS)
    if not columns:
        yield "tables.csv declares no table"


def tables_of(root):
    """What a statement may read by name: tables, and views in front of it."""
    found = set()
    for short, text in texts(root):
        found.update(re.findall(r"\bCREATE (?:VIRTUAL )?(?:TABLE|VIEW) "
                                r"(?:IF NOT EXISTS )?(\w+)", text))
    if len(found) < 60:
        yield "only %d tables and views are seen" % len(found)
    # A view that reads the table would read the statement's expression.
    for short, text in texts(root):
        for name in re.findall(r"(?:\bWITH(?: RECURSIVE)?|,)\s*(\w+)\s*"
                               r"(?:\([\w\s,]*\))?\s*AS\s*"
                               r"(?:(?:NOT )?MATERIALIZED\s*)?\(\s*"
                               r"(?:SELECT|WITH|VALUES)", text):
            if name in found:
                yield "%s: an expression is called as a table: %s" % (
                    short, name)


def bears(root):
    """What a rule across rows reads elsewhere, bears on its own rows."""
    ids, rules, on = {}, [], {}
    path = os.path.join(root, "data/sql/tables.csv")
    with open(path, encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            ids[row["table"]] = row["table_id"]
    for short, text in texts(root):
        m = re.match(r"data/feature/\w+/(rules|meets|inv|bears)_(\w+)\.sql$",
                     short)
        if m and m.group(1) == "bears":
            on.setdefault(m.group(2), []).append(text)
        elif m:
            rules.append((short, m.group(2), text))
    for short, own, text in rules:
        read = set(re.findall(r"\b(?:FROM|JOIN)\s+(\w+)", text)) & set(ids)
        if not re.search(r"\.id <> \w+\.id", text):
            read.discard(own)
        for table in sorted(read):
            if not any(re.search(r"\bSELECT (DISTINCT )?(%s|(\w+\.)?tab)\b"
                                 % ids[own], b) for b in on.get(table, [])):
                yield "%s: no bears_%s.sql names %s" % (short, table, own)
    if not rules:
        yield "no rule across rows is seen"


def main(root):
    bad = list(wide_tables(root)) + list(tables_of(root)) + list(bears(root))
    n = 0
    for short, text in texts(root):
        n += 1
        rules = BANNED + ([JSON] if "sql/schema/" in short else [])
        for pattern, why in rules:
            m = re.search(pattern, text, re.IGNORECASE)
            if m:
                bad.append("%s: %s: %s" % (short, why, m.group(0)[:60]))
    print("\n".join(bad) or "%d texts" % n)
    return 1 if bad else 0


sys.exit(main(sys.argv[1]))
