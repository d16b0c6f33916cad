"""Who may include what: includes.py SOURCE_ROOT

A layer reaches, directly or through our own headers, only its own headers and
those of the layers it may know, and a fenced header of a library only from the
files named here.
"""
import os
import re
import sys

MAY = {
    "base": {"base"},
    "store": {"base", "store"},
    "rules": {"base", "rules"},
    "domain": {"base", "store", "rules", "domain"},
    "feature": {"base", "store", "rules", "domain", "feature"},
    "sync": {"base", "store", "rules", "domain", "sync"},
    "report": {"base", "store", "rules", "domain", "report"},
    "ui": {"base", "rules", "domain", "ui"},
    "screen": {"base", "store", "rules", "domain", "feature", "sync", "report",
               "ui", "screen"},
    "app": {"base", "store", "rules", "domain", "feature", "sync", "report",
            "ui", "screen", "app"},
}
# header -> what a path under src/ that reaches it must match
FENCED = {
    r"sqlite3\.h": r"store/",
    r"(n?curses|ncursesw/.*|term)\.h": r"ui/(term|input|term_priv)\.[ch]$",
    r"sodium\.h": r"(base/crypt\.c$|sync/)",
    r"utf8proc\.h": r"base/fold\.c$",
    r"xlsxwriter\.h": r"report/xlsx\.c$",
    r"zlib\.h": r"report/zip_check\.c$",
    r"iniparser/.*": r"base/config\.c$",
    r"zstd\.h": r"sync/",
    # app/loop.c waits; the terminal asks it one question before that begins
    r"poll\.h": r"(app/loop\.c|ui/term\.c)$",
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def sources(root):
    for top in ("src", "include/kikusui"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if name.endswith((".c", ".h", ".def")):
                    path = os.path.join(folder, name)
                    yield os.path.relpath(path, os.path.join(root, top)), path


def read(path):
    with open(path, encoding="utf-8") as f:
        return INCLUDE.findall(f.read())


def near(root, path):
    yield os.path.dirname(path)
    layer = os.path.relpath(path, os.path.join(root, "src")).split(os.sep)[0]
    for folder, _, _ in os.walk(os.path.join(root, "src", layer)):
        yield folder


def resolve(root, path, kind, name):
    """Our own header that an include names, or None: beside the file, or in
    a folder of its layer."""
    if kind == '"':
        for folder in near(root, path):
            here = os.path.join(folder, name)
            if os.path.exists(here):
                return os.path.normpath(here)
    ours = os.path.join(root, "include", name)
    return os.path.normpath(ours) if os.path.exists(ours) else None


def outside(root, path, seen):
    """All headers that are not ours which a file reaches; `seen` becomes the
    ours, each with the one that brought it."""
    found = set()
    for kind, name in read(path):
        ours = resolve(root, path, kind, name)
        if ours is None:
            found.add(name)
        elif ours not in seen:
            seen[ours] = path
            found |= outside(root, ours, seen)
    return found


def check_reached(root, short, seen):
    layer = short.split(os.sep)[0]
    include = os.path.normpath(os.path.join(root, "include", "kikusui"))
    for ours, by in seen.items():
        if by is not None and ours.startswith(include):
            of = os.path.relpath(ours, include)
            if of.split(os.sep)[0] not in MAY[layer]:
                yield "%s: reaches %s, which %s includes" % (
                    short, of, os.path.relpath(by, root))


def check_layers(root, short, path):
    layer = short.split(os.sep)[0]
    for kind, name in read(path):
        m = re.match(r"kikusui/([a-z]+)/", name)
        if m and m.group(1) not in MAY[layer]:
            yield "%s: %s may not include <%s>" % (short, layer, name)
        if kind == '"' and "/" in name:
            yield "%s: \"%s\" reaches out of its folder" % (short, name)
    if layer not in MAY:
        yield "%s: no such layer" % short


def main(root):
    bad = []
    files = sorted(sources(root))
    if len(files) < 50:
        bad.append("only %d files found under %s" % (len(files), root))
    for short, path in files:
        bad += check_layers(root, short, path)
        seen = {os.path.normpath(path): None}
        names = outside(root, path, seen)
        bad += check_reached(root, short, seen)
        for name in names:
            for fenced, who in FENCED.items():
                if re.fullmatch(fenced, name):
                    if not re.match(who, short):
                        bad.append("%s: %s is fenced" % (short, name))
    print("\n".join(bad) or "%d files" % len(files))
    return 1 if bad else 0


sys.exit(main(sys.argv[1]))
