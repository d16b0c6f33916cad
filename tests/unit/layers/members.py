"""A member more costs no table a line: members.py SOURCE_ROOT BUILD_ROOT

A member is put first into the structs that features write tables of, and files
of the feature layer are compiled as the build does it, but only to see whether
they would: a row by position would not. Every fourth, as tables.py reads all of
them.
"""
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

STRUCTS = {
    "domain/listing.h": ["kk_col", "kk_listing"],
    "domain/action.h": ["kk_param", "kk_action"],
    "domain/feature.h": ["kk_kind", "kk_code", "kk_codes"],
}


def widened(root, header, structs):
    with open(os.path.join(root, "include/kikusui", header),
              encoding="utf-8") as f:
        text = f.read()
    for name in structs:
        text, n = re.subn(r"(?m)^struct %s \{" % name,
                          r"\g<0> struct kk_more *more;", text)
        if n != 1:
            sys.exit("%s: struct %s is not to be found" % (header, name))
    return text


def command(entry, folder):
    """The build's own, its warnings too, without an object."""
    words, skip = ["-I" + folder], False
    for w in shlex.split(entry["command"]):
        if skip or w in ("-c", "-MD", "-MP"):
            skip = False
        elif w in ("-o", "-MF", "-MQ", "-MT"):
            skip = True
        else:
            words.append(w)
    compiler = [w for w in words[1:3] if not w.startswith("-")]
    rest = words[1 + len(compiler):]
    if os.path.basename(compiler[0]) == "ccache":
        compiler = compiler[1:]
    return compiler + [words[0]] + rest + ["-Werror", "-fsyntax-only"]


def main(root, build):
    with open(os.path.join(build, "compile_commands.json")) as f:
        entries = [e for e in json.load(f) if "/feature/" in e["file"]
                   and "src/feature" in e["file"]]
    entries = sorted(entries, key=lambda e: e["file"])[::4]
    with tempfile.TemporaryDirectory() as folder:
        for header, structs in STRUCTS.items():
            path = os.path.join(folder, "kikusui", header)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(widened(root, header, structs))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(
                lambda e: subprocess.run(command(e, folder), cwd=e["directory"],
                                         capture_output=True, text=True),
                entries))
    bad = [d.stderr for d in done if d.returncode != 0]
    print("\n".join(bad)[:4000] or "%d files" % len(done))
    return 1 if bad or len(done) < 10 else 0


sys.exit(main(*sys.argv[1:]))
