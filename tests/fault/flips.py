#!/usr/bin/env python3
"""Single bits turn over in the database, the tail, the newest copy and the
keys. Each is found by `check`, or changes no digest, listing or search.
KIKUSUI_FLIPS: how many (the suite: 100), KIKUSUI_SEED: of which kind."""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.environ["KIKUSUI"]
FLIPS = int(os.environ.get("KIKUSUI_FLIPS", "100"))
SEED = int(os.environ.get("KIKUSUI_SEED", str(random.randrange(1 << 32))))
SITES = ("北区役所", "北保健センター", "篠路出張所")
WORDS = ("T-0", "北区", "5M0", "Lenovo", "窓口", "1")
ENV = {
    "LC_ALL": "C.UTF-8",
    "PATH": os.environ["PATH"],
    "KIKUSUI_NOW": "2023-04-12T10:20",
}


def run(*args):
    env = {**ENV, "HOME": os.getcwd()}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    return subprocess.run([PROGRAM, *args], env=env, capture_output=True,
                          stdin=subprocess.DEVNULL)


def ok(*args):
    done = run(*args)
    assert done.returncode == 0, (args, done.returncode, done.stderr.decode())
    return done.stdout.decode()


def enrol(name):
    asked = json.loads(ok("node", "request", "--to", "stick", "--db", name,
                          "--format", "json"))
    grant = json.loads(ok("node", "approve", asked["file"], "--digits",
                          asked["digits"], "--to", "stick", "--db", "o.db",
                          "--format", "json"))
    ok("node", "accept", grant["file"], "--digits", grant["digits"], "--db",
       name)
    for left in os.listdir("stick"):
        os.unlink("stick/" + left)


def make_world():
    """An office that has all kinds of rows: units, cases, an undo, a laptop's
    work, a decision that is open, a copy and a tail behind it."""
    os.makedirs("stick")
    ok("init", "--role", "office", "--name", "K0", "--db", "o.db")
    ok("--db", "o.db", "do", "worker.add", "name=佐藤 拓也", "kana=さとう")
    with open("units.csv", "w", encoding="utf-8") as out:
        out.write("区分,機器ID,機種名,拠点,設置部署,状態,備考\n")
        for i in range(40):
            out.write(f"国保福祉,T-{i:03},Lenovo_ThinkCentre_M720q_Tiny,"
                      f"{SITES[i % 3]},保険年金課,稼働中,番号 5M0{i:04}\n")
    ok("load", "ledger", "units.csv", "--db", "o.db")
    for i in range(6):
        ok("do", "--db", "o.db", "incident.open", f"unit=T-{i:03}",
           "symptom=起動しない")
    ok("do", "--db", "o.db", "undo")
    ok("do", "--db", "o.db", "site.edit", "site=4", "note=裏口から")
    ok("init", "--role", "laptop", "--name", "K1", "--db", "k1.db")
    enrol("k1.db")
    ok("do", "--db", "o.db", "incident.edit", "incident=K0-0001",
       "error=事務所で")
    ok("do", "--db", "k1.db", "incident.edit", "incident=K0-0001",
       "error=端末で")
    ok("do", "--db", "k1.db", "incident.open", "unit=T-020", "symptom=異音")
    ok("export", "--to", "stick", "--db", "k1.db", "--reason", "帰庁")
    ok("import", "stick", "--db", "o.db")
    ok("export", "--to", "stick", "--db", "o.db")
    ok("backup", "--db", "o.db")
    for i in range(8):
        ok("do", "--db", "o.db", "incident.open", f"unit=T-{30 + i:03}",
           "symptom=印刷できない")
    ok("check", "--db", "o.db")
    shutil.rmtree("stick")
    for name in os.listdir("."):
        if not name.startswith("o.db"):
            shutil.rmtree(name) if os.path.isdir(name) else os.unlink(name)


def shown(names):
    """All that a person could see of it."""
    yield ok("digest", "--db", "o.db")
    for name in names:
        yield ok("list", name, "--db", "o.db", "--format", "json")
    for word in WORDS:
        yield ok("list", "units", "--search", word, "--db", "o.db",
                 "--format", "json")


def areas():
    newest = "o.db.backup/" + max(os.listdir("o.db.backup"))
    keys = ["o.db.keys/" + n for n in sorted(os.listdir("o.db.keys"))]
    return (("database", ["o.db"], 60), ("tail", ["o.db.tail"], 15),
            ("copy", [newest], 15), ("keys", keys, 10))


def flip(rnd, files):
    """In one of the files; what it was, to be repeated."""
    path = rnd.choice(files)
    bit = rnd.randrange(8 * os.path.getsize(path))
    with open(path, "r+b") as f:
        f.seek(bit // 8)
        byte = f.read(1)[0] ^ (1 << bit % 8)
        f.seek(bit // 8)
        f.write(bytes([byte]))
    return f"{path}, bit {bit % 8} of byte {bit // 8}"


def try_one(rnd, files, names, before):
    """Whether it was found."""
    what = flip(rnd, files)
    done = run("check", "--db", "o.db")
    assert done.returncode in (0, 1, 3), (what, done)
    if done.returncode != 0:
        assert done.stderr, f"{what}: no reason"
        return True
    for was, now in zip(before, shown(names)):
        assert was == now, f"{what}: not found, and shows\n{now}\nnot\n{was}"
    return False


def main():
    top = tempfile.mkdtemp(prefix="kikusui-flips-")
    rnd = random.Random(SEED)
    print(f"KIKUSUI_SEED={SEED} KIKUSUI_FLIPS={FLIPS}", flush=True)
    try:
        os.makedirs(top + "/base")
        os.chdir(top + "/base")
        make_world()
        names = [row["name"] for row in
                 json.loads(ok("lists", "--format", "json"))]
        before = list(shown(names))
        kinds = areas()
        found = {name: [0, 0] for name, _, _ in kinds}
        for _ in range(FLIPS):
            name, files, _ = rnd.choices(kinds, [k[2] for k in kinds])[0]
            os.chdir(top)
            shutil.rmtree("work", ignore_errors=True)
            shutil.copytree("base", "work")
            os.chdir("work")
            found[name][try_one(rnd, files, names, before)] += 1
        for name, (harmless, told) in found.items():
            print(f"{name}: {told} found, {harmless} change nothing")
        assert sum(n for _, n in found.values()) > FLIPS // 8
    finally:
        os.chdir("/")
        shutil.rmtree(top, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
