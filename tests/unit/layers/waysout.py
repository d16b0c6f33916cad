"""Strangers' strings leave by one way and are cut between characters:
waysout.py SOURCE_ROOT

Only what cleans (kk_shown) writes to a stream, and a %.60s would split a
character: KK_CUT and kk_fmt do not.
"""
import os
import re
import sys

CODE = re.compile(r'/\*.*?\*/|//[^\n]*', re.DOTALL)
CUT = re.compile(r'%[-0-9]*\.[0-9]+s')
STRING = re.compile(r'"(?:\\.|[^"\\])*"')
WRITES = re.compile(r'\b(?:v?[fd]?printf|f?puts|f?putc|putchar|perror|fwrite)\(')
# the cleaning itself; a file of our own; a defect told by name; the question
# asked on the terminal, which is our own words
MAY_WRITE = {"cli.c", "lease.c", "argval.c", "ask.c"}


def main(root):
    bad, n = [], 0
    for folder, _, names in os.walk(os.path.join(root, "src")):
        for name in sorted(names):
            if not name.endswith((".c", ".h")):
                continue
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as f:
                text = CODE.sub(lambda m: "\n" * m[0].count("\n"), f.read())
            n += 1
            for i, line in enumerate(text.split("\n"), 1):
                if CUT.search(line):
                    bad.append("%s:%d: cuts a character: %s" % (path, i, line))
                if WRITES.search(STRING.sub('""', line)) and \
                        name not in MAY_WRITE:
                    bad.append("%s:%d: kk_app_say cleans: %s"
                               % (path, i, line))
    print("\n".join(bad) or "%d files" % n)
    return 1 if bad or n < 100 else 0


sys.exit(main(sys.argv[1]))
