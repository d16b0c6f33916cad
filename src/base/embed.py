"""Writes the files of data/ as one C source: embed.py OUT DEPFILE DATA_DIR

Each file becomes a NUL-terminated array; the table is sorted by name so that
data.c can search it by halves, and beside it which of them are SQL of a feature,
sorted by the name within the folder. Each has the hash of its bytes, so that no
process hashes them anew when it starts. What stands in the folders below is embedded,
nothing else; the depfile names every file and folder, so that one that is added
is seen. Beside the migrations stands what they come to, sql/schema/whole.sql:
SQLite reads the whole schema anew at each ALTER TABLE, so that a new database
would take most of its time for them.
"""
import hashlib
import os
import re
import sqlite3
import sys

EMBEDDED = ("contract", "demo", "feature", "sql", "workflow", "kikusui.ini",
            "words.csv")
PLAIN = {c: chr(c) for c in range(0x20, 0x7F)}
# The question mark: c17 knows trigraphs.
PLAIN.update({ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?"})


def literal(line):
    return '"' + "".join(PLAIN.get(b) or "\\%03o" % b for b in line) + '"'


def bytes_of(digest):
    return '"' + "".join("\\%03o" % b for b in digest) + '"'


def walk(data_dir):
    """Every file to embed as (name, path), and every folder on the way."""
    files, folders = [], []
    for top in EMBEDDED:
        path = os.path.join(data_dir, top)
        if os.path.isfile(path):
            files.append((top, path))
        for folder, _, names in os.walk(path):
            folders.append(folder)
            for name in names:
                if name.startswith(".") or name.endswith("~"):
                    continue
                path = os.path.join(folder, name)
                rel = os.path.relpath(path, data_dir).replace(os.sep, "/")
                files.append((rel, path))
    return sorted((name.encode(), path) for name, path in files), folders


def digest_of(content):
    return hashlib.blake2b(content, digest_size=32).digest()


def whole_schema(files):
    """The tables and indexes after the last migration, and in the first line
    the digest of the digests of the migrations that this is made of."""
    every = [content for name, content in files
             if re.fullmatch(rb"sql/schema/\d+\.sql", name)]
    virtual = re.compile(r"^CREATE VIRTUAL TABLE[^;]*;", re.MULTILINE)
    sql = b"".join(every).decode()
    db = sqlite3.connect(":memory:")
    db.executescript(virtual.sub("", sql))
    made = [row[0] + ";" for row in db.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")]
    head = "-- " + digest_of(b"".join(map(digest_of, every))).hex()
    return "\n".join([head] + virtual.findall(sql) + made + [""]).encode()


def main(out, depfile, data_dir):
    found, folders = walk(data_dir)
    files = []
    for name, path in found:
        with open(path, "rb") as f:
            files.append((name, f.read()))
    files.append((b"sql/schema/whole.sql", whole_schema(files)))
    files.sort()
    with open(out, "w", encoding="ascii", newline="\n") as c:
        c.write('#include "embedded.h"\n')
        for i, (_, content) in enumerate(files):
            lines = content.splitlines(keepends=True) or [b""]
            c.write("\nstatic const char d%d[] =\n    " % i)
            c.write("\n    ".join(literal(line) for line in lines))
            c.write(";\n")
        c.write("\nconst struct kk_data kk_embedded[] = {\n")
        for i, (name, content) in enumerate(files):
            c.write("    {%s, d%d, sizeof d%d - 1, %s},\n" % (
                literal(name), i, i, bytes_of(digest_of(content))))
        c.write("};\nconst size_t kk_embedded_n = %d;\n" % len(files))
        parts = sorted((name.split(b"/", 2)[2], i)
                       for i, (name, _) in enumerate(files)
                       if name.startswith(b"feature/")
                       and name.endswith(b".sql"))
        c.write("\nconst unsigned short kk_embedded_part[] = {\n")
        for name, i in parts:
            c.write("    %d, /* %s */\n" % (i, name.decode("ascii")))
        c.write("};\nconst size_t kk_embedded_parts = %d;\n" % len(parts))
    with open(depfile, "w", encoding="utf-8") as d:
        deps = [path for _, path in found] + folders
        d.write("%s: %s\n" % (out, " ".join(p.replace(" ", "\\ ")
                                           for p in deps)))


main(*sys.argv[1:])
