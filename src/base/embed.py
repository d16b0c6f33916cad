"""Writes the files of data/ as one C source: embed.py OUT DATA_DIR FILE...

Each file becomes a NUL-terminated array; the table is sorted by name so that
data.c can search it by halves.
"""
import os
import sys

PLAIN = {c: chr(c) for c in range(0x20, 0x7F)}
# The question mark: c17 knows trigraphs.
PLAIN.update({ord('"'): '\\"', ord("\\"): "\\\\", ord("?"): "\\?"})


def literal(line):
    return '"' + "".join(PLAIN.get(b) or "\\%03o" % b for b in line) + '"'


def main(out, data_dir, paths):
    files = {}
    for path in paths:
        name = os.path.relpath(path, data_dir).replace(os.sep, "/")
        if name.startswith("../"):
            sys.exit("embed.py: %s is not in %s" % (path, data_dir))
        with open(path, "rb") as f:
            files[name.encode()] = f.read()
    with open(out, "w", encoding="ascii", newline="\n") as c:
        c.write('#include "embedded.h"\n')
        names = sorted(files)
        for i, name in enumerate(names):
            lines = files[name].splitlines(keepends=True) or [b""]
            c.write("\nstatic const char d%d[] =\n    " % i)
            c.write("\n    ".join(literal(line) for line in lines))
            c.write(";\n")
        c.write("\nconst struct kk_data kk_embedded[] = {\n")
        for i, name in enumerate(names):
            c.write("    {%s, d%d, sizeof d%d - 1},\n" % (literal(name), i, i))
        c.write("};\nconst size_t kk_embedded_n = %d;\n" % len(names))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
