"""Writes the files of data/ as one C source: embed.py OUT DEPFILE DATA_DIR

Each file becomes a NUL-terminated array; the table is sorted by name so that
data.c can search it by halves, and beside it which of them are SQL of a feature,
sorted by the name within the folder. Each has the hash of its bytes, so that no
process hashes them anew when it starts. What stands in the folders below is embedded,
nothing else; the depfile names every file and folder, so that one that is added
is seen.
"""
import hashlib
import os
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


def main(out, depfile, data_dir):
    files, folders = walk(data_dir)
    with open(out, "w", encoding="ascii", newline="\n") as c:
        c.write('#include "embedded.h"\n')
        for i, (_, path) in enumerate(files):
            with open(path, "rb") as f:
                lines = f.read().splitlines(keepends=True) or [b""]
            c.write("\nstatic const char d%d[] =\n    " % i)
            c.write("\n    ".join(literal(line) for line in lines))
            c.write(";\n")
        c.write("\nconst struct kk_data kk_embedded[] = {\n")
        for i, (name, path) in enumerate(files):
            with open(path, "rb") as f:
                digest = hashlib.blake2b(f.read(), digest_size=32).digest()
            c.write("    {%s, d%d, sizeof d%d - 1, %s},\n" % (
                literal(name), i, i, bytes_of(digest)))
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
        deps = [path for _, path in files] + folders
        d.write("%s: %s\n" % (out, " ".join(p.replace(" ", "\\ ")
                                           for p in deps)))


main(*sys.argv[1:])
