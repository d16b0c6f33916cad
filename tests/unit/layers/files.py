"""What every source file is: files.py SOURCE_ROOT

A .c opens with a comment that says its one subject and is built; a feature has
its line in features.def; no two files of src/ have one name; a test is run.
"""
import os
import re
import sys

SAYS = re.compile(r"(/\* |// )\S+ \S")
BUILT = re.compile(r"'([\w/]+\.c)'")
BY_HAND = {"run.sh", "tally.py", "mutants.sh", "golden_make.sh"}
LINE = re.compile(r"^FEATURE\((\w+), ([^)]*)\)", re.M)
FEATURE = re.compile(r"^const struct kk_feature kk_feature_(\w+)", re.M)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def sources(root):
    for folder, _, names in os.walk(os.path.join(root, "src")):
        for name in names:
            if name.endswith((".c", ".h")):
                path = os.path.join(folder, name)
                yield os.path.relpath(path, root), name, path


def built(root, lines):
    for layer in os.listdir(os.path.join(root, "src")):
        path = os.path.join(root, "src", layer, "meson.build")
        if os.path.exists(path):
            for name in BUILT.findall(read(path)):
                yield "src/%s/%s" % (layer, name)
    for files in lines.values():
        for name in files.split():
            yield "src/feature/" + name


def tests_unrun(root):
    """Of tests/: what neither a meson.build nor a file beside it names."""
    for folder, _, names in os.walk(os.path.join(root, "tests")):
        mine = [n for n in sorted(names)
                if n.endswith((".c", ".sh", ".keys", ".py"))]
        near, up = "", folder
        while up != root:
            path = os.path.join(up, "meson.build")
            near += read(path) if os.path.exists(path) else ""
            up = os.path.dirname(up)
        for name in mine:
            stem = re.escape(os.path.splitext(name)[0])
            beside = "".join(read(os.path.join(folder, n))
                             for n in mine if n != name)
            if name not in BY_HAND and not re.search(
                    r"'([\w/]+/)?%s(\.\w+)?'" % stem, near) and not re.search(
                        r"/%s\b|^include %s$" % (re.escape(name), stem),
                        beside, re.M):
                yield os.path.relpath(os.path.join(folder, name), root)


def main(root):
    bad, first, n = [], {}, 0
    listed = "include/kikusui/feature/features.def"
    lines = dict(LINE.findall(read(os.path.join(root, listed))))
    in_build = set(built(root, lines))
    for short, name, path in sorted(sources(root)):
        if name in first:
            bad.append("%s: the name of %s, too" % (short, first[name]))
        first.setdefault(name, short)
        if name.endswith(".c"):
            n += 1
            text = read(path)
            if not SAYS.match(text):
                bad.append("%s:1: does not open with a line that says "
                           "what it is about" % short)
            if short not in in_build:
                bad.append("%s: stands in no meson.build and not in %s"
                           % (short, listed))
            for feature in FEATURE.findall(text):
                if feature not in lines and short.startswith("src/feature"):
                    bad.append("%s: the feature \"%s\" has no line in %s"
                               % (short, feature, listed))
    bad += ["%s: no meson.build names it" % s for s in tests_unrun(root)]
    print("\n".join(bad) or "%d files" % n)
    return 1 if bad or n < 200 else 0


sys.exit(main(sys.argv[1]))
