"""What people read names no action as the program does: words.py SOURCE_ROOT

The screen shows an action's label only, and `kikusui actions` tells both. The
one exception is a command line to be typed, which begins with `kikusui do`.
"""
import os
import re
import sys

STRINGS = re.compile(
    r'/\*.*?\*/|//[^\n]*|\'(?:\\.|[^\\\'])\'|((?:"(?:\\.|[^"\\])*"\s*)+)',
    re.DOTALL)
NAME = re.compile(r'\.name = "([a-z_]+\.[a-z_]+)"')
TYPED = re.compile(r"kikusui do [a-z_.]+( か [a-z_.]+)?")


def main(root):
    text, names, failed = {}, set(), 0
    for folder, _, files in os.walk(os.path.join(root, "src")):
        for file in files:
            if file.endswith((".c", ".h")):
                path = os.path.join(folder, file)
                with open(path, encoding="utf-8") as f:
                    text[os.path.relpath(path, root)] = f.read()
    for source in text.values():
        names.update(NAME.findall(source))
    if len(names) < 50:
        sys.exit("the actions were not found")
    named = re.compile("|".join(r"\b%s\b" % re.escape(n) for n in names),
                       re.ASCII)
    for path, source in sorted(text.items()):
        for found in STRINGS.finditer(source):
            if found[1] is None or found[1].isascii():
                continue
            words = TYPED.sub("", re.sub(r'"\s*"', "", found[1].strip()))
            for name in named.findall(words):
                line = source.count("\n", 0, found.start()) + 1
                print("%s:%d: %s in %s" % (path, line, name, words))
                failed = 1
    return failed


sys.exit(main(sys.argv[1]))
