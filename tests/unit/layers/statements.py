"""Statements and what names them: statements.py SOURCE_ROOT

A statement that C names has its file, a file is named by C or is one of the
parts that the engine finds by their names, and what an action writes into a
column is read by some statement that shows it.
"""
import csv
import os
import re
import sys

CODE = re.compile(r'/\*.*?\*/|//[^\n]*|^\s*#\s*include[^\n]*', re.DOTALL | re.M)
STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
JOINED = re.compile(r'\.sql = "(\w+)"')
WRITES = re.compile(r'\b(?:COLUMN|INTO|FIELD)\(\s*(\w+),\s*(\w+)')
# what is found by name: of a kind; of a table; of any folder
OF_KIND = {"names", "check", "facts", "judged"}
OF_TABLE = re.compile(r"(?:inv|bears|reindex|rules|ruled|meets)_(\w+)")
OF_ANY = {"views"}
# what reads a column but shows it to nobody
HIDES = re.compile(r"(?:fill|inv|check|bears|reindex|rules|ruled|meets|sets|may|load)(?:_\w+)?")


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def files(root, top, endings):
    for folder, _, names in os.walk(os.path.join(root, top)):
        for name in sorted(names):
            if name.endswith(endings):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, root), read(path)


def named(root):
    """String -> where C names it first; joined parts; what is written where."""
    strings, joined, writes = {}, set(), {}
    for top in ("src", "include"):
        for short, text in files(root, top, (".c", ".h")):
            text = CODE.sub(lambda m: "\n" * m[0].count("\n"), text)
            joined.update(JOINED.findall(text))
            for i, line in enumerate(text.split("\n"), 1):
                for s in STRING.findall(line):
                    strings.setdefault(s, "%s:%d" % (short, i))
                if short.startswith("src/feature") or "steps.h" in short:
                    for m in WRITES.findall(line):
                        writes.setdefault(m, "%s:%d" % (short, i))
    return strings, joined, writes


def is_part(name, joined, tables):
    part = name.split("/")[1]
    of = OF_TABLE.fullmatch(part)
    return part in OF_KIND or part in OF_ANY or part in joined or (
        of is not None and of[1] in tables)


def main(root):
    statements = {}
    for short, text in files(root, "data", (".sql",)):
        m = re.fullmatch(r"data/(?:feature|sql)/(\w+/\w+)\.sql", short)
        if m and not m[1].startswith(("schema/", "view/", "invariant/")):
            statements[m[1]] = re.sub(r"--[^\n]*", "", text)
    tables = {row["table"] for row in csv.DictReader(
        read(os.path.join(root, "data/sql/tables.csv")).split("\n"))}
    strings, joined, writes = named(root)
    folders = {s.split("/")[0] for s in statements}
    bad = ["%s: there is no data/feature/%s.sql" % (strings[s], s)
           for s in sorted(strings) if re.fullmatch(r"[a-z_]+/\w+", s)
           and s.split("/")[0] in folders and s not in statements]
    bad += ["data/feature/%s.sql: nobody names it, and it is no part" % s
            for s in sorted(statements)
            if s not in strings and not is_part(s, joined, tables)
            and "sql/%s/" % s.split("/")[0] not in strings]
    shown = {}
    for s, text in statements.items():
        if not HIDES.fullmatch(s.split("/")[1]):
            for word in re.findall(r"\w+", text):
                shown.setdefault(word, set()).add(s)
    for (table, column), where in sorted(writes.items()):
        near = {s for word in shown if re.fullmatch(r"(?:ruled_)?%s(_\w+)?" % table, word)
                for s in shown[word]}
        if table in tables and not near & shown.get(column, set()):
            bad.append("%s: %s.%s is shown nowhere" % (where, table, column))
    print("\n".join(bad) or "%d statements" % len(statements))
    return 1 if bad or len(statements) < 100 else 0


sys.exit(main(sys.argv[1]))
