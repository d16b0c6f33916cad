"""Engine and toolkit name no feature: names.py SOURCE_ROOT

What stands in src/domain and src/ui serves any kind of record: no string there is a kind, a
listing or a screen of a feature, nor a statement of one. The keys of kinds are
rows of keys.def.
"""
import os
import re
import sys

CODE = re.compile(r'/\*.*?\*/|//[^\n]*|^#include[^\n]*', re.DOTALL | re.M)
STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
LISTING = re.compile(r'static const struct kk_listing \w*\[\] = \{(.*?)^\};',
                     re.DOTALL | re.M)
NAME = re.compile(r'\.name = "(\w+)"')
# The command that changes who works, the table that every database has, what a
# clock is due at, and the scope of a box to search in.
MAY = {"due", "person", "worker", "search"}


def known(root):
    names = set(os.listdir(os.path.join(root, "data", "feature")))
    for folder, _, files in os.walk(os.path.join(root, "src", "feature")):
        for file in files:
            if file.endswith(".c"):
                with open(os.path.join(folder, file), encoding="utf-8") as f:
                    for block in LISTING.findall(f.read()):
                        names.update(NAME.findall(block))
    return names


def main(root):
    names, bad, n = known(root), [], 0
    if len(names) < 30:
        sys.exit("the features were not found")
    for layer, file in sorted(
            (layer, file) for layer in ("domain", "ui")
            for file in os.listdir(os.path.join(root, "src", layer))):
        if not file.endswith((".c", ".h")):
            continue
        n += 1
        path = os.path.join(root, "src", layer, file)
        with open(path, encoding="utf-8") as f:
            text = CODE.sub(lambda m: "\n" * m[0].count("\n"), f.read())
        for i, line in enumerate(text.split("\n"), 1):
            for s in STRING.findall(line):
                word = s.split("/")[0]
                if word in names - MAY and re.fullmatch(r"[\w/]+", s):
                    bad.append("src/%s/%s:%d: \"%s\" is a feature's"
                               % (layer, file, i, s))
    print("\n".join(bad) or "%d names, %d files" % (len(names), n))
    return 1 if bad or n < 20 else 0


sys.exit(main(sys.argv[1]))
