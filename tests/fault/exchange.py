#!/usr/bin/env python3
"""Every write, sync, rename ... of an import and of an export fails once as
EIO, fails for good as on a full disk, and is where the process is killed.
Afterwards the copy is as before or as after, success was claimed only where it
is after, exit 1 only where it is before, nothing half written is left that was
not said, and a second try works. argv: import, backup (an import that begins
with a backup), export, restore, restore_old, do, load, accept, init, rekey or
rekey_office."""
import errno
import json
import os
import random
import secrets
import shutil
import subprocess
import sys
import tempfile

PROGRAM = os.environ["KIKUSUI"]
SHIM = os.environ["KIKUSUI_TEST_SHIM"]
# Every Nth point of those chosen, from one that differs from run to run: 1 for
# all of them, by hand.
EVERY = int(os.environ.get("KK_FAULT_EVERY", "2"))
SEED = int(os.environ.get("KIKUSUI_SEED", secrets.randbits(31)))
WRITES = ("do", "load", "accept", "init")
# What `do` does: another one each run, KK_FAULT_DO for one by hand.
DOES = (
    ("incident.open", "place=4", "symptom=起動しない"),
    ("incident.contact", "incident=K0-0001", "person=佐々木"),
    ("visit.plan", "incident=K0-0001", "at=13:00"),
    ("spare.reserve", "incident=K0-0001", "spare=SP-1"),
    ("incident.swap", "incident=K0-0001", "spare=SP-1", "contact=10:00",
     "start=10:10", "faulty_to=菊水分庁舎"),
    ("repair.open", "unit=T-2", "symptom=異音"),
    ("repair.call", "repair=T-3"),
    ("repair.cancel", "repair=T-3", "reason=番号違い"),
    ("lent.hand", "item=W-1", "holder=佐藤"),
)
DO = {does[0]: does for does in DOES}[
    os.environ.get("KK_FAULT_DO", random.Random(SEED).choice(DOES)[0])]
CLAIMS = ("新規", "取込済み", ".KKS\n", '"state":"ok"', '"state":"already"')
FAULTS = (
    ("EIO", {"KK_FAULT_ERRNO": str(errno.EIO)}),
    ("ENOSPC", {"KK_FAULT_ERRNO": str(errno.ENOSPC), "KK_FAULT_STAYS": "1"}),
    ("kill", {"KK_FAULT_KILL": "1"}),
)
ENV = {
    "LC_ALL": "C.UTF-8",
    "PATH": os.environ["PATH"],
    "KIKUSUI_NOW": "2023-04-12T10:20",
}


def run(*args, fault=None, **more):
    env = {**ENV, "HOME": os.getcwd(), **more}
    if fault is not None:
        env.update(fault, LD_PRELOAD=SHIM)
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    return subprocess.run([PROGRAM, *args], env=env, text=True,
                          capture_output=True, stdin=subprocess.DEVNULL)


def ok(*args, **more):
    done = run(*args, **more)
    assert done.returncode == 0, (args, done.returncode, done.stderr)
    return done.stdout


def value(name, *args):
    return json.loads(ok(*args, "--format", "json"))[name]


def digest(db):
    return ok("digest", "--db", db).strip()


def make_world():
    """An office and a laptop with work that the other has not seen."""
    os.makedirs("stick")
    ok("init", "--role", "office", "--name", "K0", "--db", "o.db")
    ok("--db", "o.db", "do", "worker.add", "name=佐藤 拓也", "kana=さとう")
    ok("init", "--role", "laptop", "--name", "K1", "--db", "k1.db")
    asked = json.loads(ok("node", "request", "--to", "stick", "--db", "k1.db",
                          "--format", "json"))
    grant = json.loads(ok("node", "approve", asked["file"], "--digits",
                          asked["digits"], "--to", "stick", "--db", "o.db",
                          "--format", "json"))
    ok("node", "accept", grant["file"], "--digits", grant["digits"], "--db",
       "k1.db")
    for name in os.listdir("stick"):
        os.unlink("stick/" + name)
    for db in ("o.db", "k1.db"):
        ok("backup", "--db", db)
    for symptom in ("起動しない", "異音"):
        ok("do", "--db", "k1.db", "incident.open", "place=7",
           "symptom=" + symptom)


class Case:
    """One operation; `act` is tried under faults in a copy of the world."""

    def __init__(self, act):
        self.act = act
        make_world()
        self.before = digest("o.db")
        self.laptop = digest("k1.db")
        if act in WRITES:
            self.prepare_write()
        elif act.startswith("rekey"):
            os.makedirs("way")
        elif act != "export":
            ok("export", "--to", "stick", "--db", "k1.db")
        if act.startswith("restore"):
            self.backup = os.listdir("k1.db.backup")[0]
        if act == "restore":
            with open("k1.db", "w", encoding="ascii") as out:
                out.write("broken")
        if act == "restore_old":
            os.unlink("k1.db.tail")
        self.late = {"KIKUSUI_NOW": "2023-04-14T10:20"} if act == "backup" \
            else {}

    def prepare_write(self):
        """What is written into o.db (accept: into k2.db), and its digest
        afterwards, where that is the same each time."""
        with open("list.csv", "w", encoding="utf-8") as out:
            out.write("日付,祝日\n2023/5/3,憲法記念日\n2023/5/4,みどりの日\n")
        if self.act == "do":
            self.prepare_do()
        if self.act != "accept":
            return
        ok("init", "--role", "laptop", "--name", "K2", "--db", "k2.db")
        asked = json.loads(ok("node", "request", "--to", "stick", "--db",
                              "k2.db", "--format", "json"))
        self.grant = json.loads(
            ok("node", "approve", asked["file"], "--digits", asked["digits"],
               "--to", "stick", "--db", "o.db", "--format", "json"))
        self.grant["file"] = "stick/" + os.path.basename(self.grant["file"])
        self.before = digest("k2.db")

    def prepare_do(self):
        """What the actions of DOES are about: a case, a spare, a repair, a
        key on loan."""
        with open("units.csv", "w", encoding="utf-8") as out:
            out.write("機器ID,区分,機種名,製造番号,拠点,設置部署,用途,状態\n")
            for n, state in ((1, "稼働中"), (2, "稼働中"), (3, "故障保管")):
                out.write(f"T-{n},国保福祉,M720q,PC{n},北区役所,保険年金課,"
                          f"窓口,{state}\n")
            out.write("SP-1,国保福祉,M720q,PC9,受託者保管,,窓口,予備\n")
        ok("load", "ledger", "units.csv", "--db", "o.db")
        for words in (("incident.open", "unit=T-1", "symptom=起動しない",
                       "instructed=09:50"),
                      ("repair.open", "unit=T-3", "symptom=異音"),
                      ("lent.add", "kind=スペアキー", "no=W-1")):
            ok("do", "--db", "o.db", *words)
        self.before = digest("o.db")

    def words(self):
        if self.act == "do":
            return ("do", "--db", "o.db", *DO)
        if self.act == "load":
            return ("load", "holidays", "list.csv", "--db", "o.db")
        if self.act == "init":
            return ("init", "--role", "office", "--name", "K9", "--db",
                    "n.db")
        if self.act == "accept":
            return ("node", "accept", self.grant["file"], "--digits",
                    self.grant["digits"], "--db", "k2.db")
        if self.act.startswith("rekey"):
            return ("node", "rekey", "--to", "stick", "--db",
                    "o.db" if self.act == "rekey_office" else "k1.db")
        if self.act == "export":
            return ("export", "--to", "stick", "--db", "k1.db")
        if self.act.startswith("restore"):
            return ("restore", "k1.db.backup/" + self.backup, "--db", "k1.db")
        return ("import", "stick", "--db", "o.db")

    def fresh(self):
        shutil.rmtree("work", ignore_errors=True)
        shutil.copytree("base", "work")
        os.chdir("work")

    def try_at(self, name, fault, at):
        where = f"{self.act}, {name} at {at}"
        if self.act == "do":
            where = f"{DO[0]}, {name} at {at}"
        self.fresh()
        done = run(*self.words(), **self.late,
                   fault={**fault, "KK_FAULT_AT": str(at)})
        said_ok = done.returncode == 0
        if name == "kill":
            assert done.returncode in (0, -9), (where, done)
        elif not said_ok:
            assert done.returncode in (1, 3), (where, done)
            assert done.stderr.strip(), f"{where}: no reason"
            for claim in CLAIMS:
                assert claim not in done.stdout, (where, done.stdout)
        after = {"export": self.after_export, "restore": self.after_restore,
                 "restore_old": self.after_restore, "do": self.after_write,
                 "load": self.after_write, "accept": self.after_write,
                 "init": self.after_init, "rekey": self.after_rekey,
                 "rekey_office": self.after_rekey}
        after.get(self.act, self.after_import)(where, at, name, said_ok, done)
        os.chdir("..")

    def after_write(self, where, at, name, said_ok, done):
        db = "k2.db" if self.act == "accept" else "o.db"
        changed = digest(db) != self.before
        assert not said_ok or changed, f"{where}: claimed falsely"
        assert name == "kill" or changed == said_ok, \
            f"{where}: recorded, and called failed"
        if name != "kill":
            self.nothing_half(where, done)
        if self.act == "do" and DO[0] == "incident.open":
            found = len(json.loads(ok("list", "incidents", "--db", db,
                                      "--format", "json")))
            assert found == 1 + changed, f"{where}: {found} incidents"
        if not changed:
            ok(*self.words())
            assert digest(db) != self.before, f"{where}: the second try"
        if at % 5 == 0:
            ok("check", "--db", db)
            ok("rebuild", "--verify", "--db", db)

    def after_init(self, where, at, name, said_ok, done):
        there = os.path.exists("n.db")
        assert not said_ok or there, f"{where}: claimed falsely"
        assert name == "kill" or there == said_ok, \
            f"{where}: made, and called failed"
        if not there:
            ok(*self.words())
        nodes = json.loads(ok("node", "list", "--db", "n.db", "--format",
                              "json"))
        assert [n["name"] for n in nodes] == ["K9"], (where, nodes)
        ok("do", "worker.add", "name=佐藤 拓也", "--db", "n.db")
        ok("check", "--db", "n.db")
        left = [n for n in os.listdir(".") if ".making-" in n]
        assert not left or there, f"{where}: {left}"

    def after_import(self, where, at, name, said_ok, done):
        now = digest("o.db")
        assert now in (self.before, self.laptop), f"{where}: half of it"
        assert not said_ok or now == self.laptop, f"{where}: claimed falsely"
        assert name == "kill" or said_ok or now == self.before, \
            f"{where}: taken in, and called failed"
        if name != "kill":
            self.nothing_half(where, done)
        again = ok("import", "stick", "--db", "o.db", **self.late)
        assert "新規 2" in again or now == self.laptop, (where, again)
        assert digest("o.db") == self.laptop, f"{where}: the second try"
        if at % 5 == 0:
            ok("check", "--db", "o.db", **self.late)
            ok("rebuild", "--verify", "--db", "o.db", **self.late)

    def after_export(self, where, at, name, said_ok, done):
        assert digest("k1.db") == self.laptop, f"{where}: the journal changed"
        files = sorted(os.listdir("stick"))
        if said_ok:
            assert len(files) == 1, (where, files)
            assert os.path.abspath("stick/" + files[0]) in done.stdout
        elif name != "kill":
            assert not files or files[0] in done.stderr, (where, files)
        # A whole file may be there without having been called done; whatever
        # has a bundle's name is one.
        for file in files:
            if file.endswith(".KKS"):
                told = json.loads(ok("inspect", "stick/" + file, "--db", "o.db",
                                     "--format", "json"))
                assert told["genuine"] and told["opened"], (where, told)
        if name != "kill":
            self.nothing_half(where, done)
        ok("export", "--to", "stick", "--db", "k1.db")
        left = [f for f in os.listdir("stick") if not f.endswith(".KKS")]
        assert not left, f"{where}: the next try leaves {left}"
        ok("import", "stick", "--db", "o.db")
        assert digest("o.db") == self.laptop, f"{where}: the second try"
        if at % 5 == 0:
            ok("check", "--db", "k1.db")

    def after_rekey(self, where, at, name, said_ok, done):
        """However it ended, both read each other and the next export ends it:
        what lies on the stick is all that they hear of."""
        told = [f for f in os.listdir("stick") if f.endswith(".KKS")]
        assert not said_ok or told, f"{where}: claimed falsely"
        if name != "kill":
            self.nothing_half(where, done)
        own, other = ("o.db", "k1.db") if self.act == "rekey_office" else \
            ("k1.db", "o.db")
        if told:
            ok("import", "stick", "--db", other)
        ok("export", "--to", "way", "--db", other)
        ok("import", "way", "--db", own)
        ended = run("export", "--to", "stick", "--db", own)
        assert ended.returncode == 0, (where, ended)
        ok("import", "stick", "--db", other)
        assert os.listdir(own + ".keys").count("next") == 0, where
        assert "途中だった" not in run("export", "--to", "way", "--db",
                                       own).stderr, where
        ok("export", "--to", "way", "--db", other)
        ok("import", "way", "--db", own)
        if self.act == "rekey_office":
            ok("export", "--to", "stick", "--db", other)
            ok("import", "stick", "--db", own)
        assert digest("o.db") == self.laptop, f"{where}: something is missing"
        if at % 5 == 0:
            ok("check", "--db", own)

    def after_restore(self, where, at, name, said_ok, done):
        now = run("digest", "--db", "k1.db")
        if now.returncode == 0:
            assert now.stdout.strip() == self.laptop, f"{where}: half of it"
        else:
            assert not said_ok, f"{where}: claimed falsely"
            assert now.returncode == 3, (where, now)
        if name != "kill" and not said_ok:
            # where even the way back failed the marker says so
            assert os.path.exists("k1.db") or \
                os.path.exists("k1.db.restoring"), f"{where}: no file is left"
        ok(*self.words())
        assert digest("k1.db") == self.laptop, f"{where}: the second try"
        assert not os.path.exists("k1.db.restoring"), where
        if at % 5 == 0:
            ok("check", "--db", "k1.db")

    @staticmethod
    def nothing_half(where, done):
        for folder, _, names in os.walk("."):
            for n in names:
                assert ".part" not in n or n in done.stderr, (where, folder, n)

    def run_all(self):
        self.fresh()
        done = run(*self.words(), **self.late,
                   fault={"KK_FAULT_AT": "0", "KK_FAULT_COUNT": "../count"})
        assert done.returncode == 0, done
        os.chdir("..")
        calls = int(open("count").read())
        assert calls > 20, calls
        points = list(range(1, calls + 1))
        # A backup's pages are alike; what counts is how it begins and ends.
        if self.act in ("backup", "restore", "restore_old"):
            points = points[:16] + points[16:-4:7] + points[-4:]
        if self.act.startswith("rekey"):
            points = points[:4] + points[4:-16:6] + points[-16:]
        if self.act == "accept":
            points = points[:16] + points[16:-16:2] + points[-16:]
        if self.act == "init":
            points = points[:8] + points[8:-24:5] + points[-24:]
        for name, fault in FAULTS:
            # Of a change of keys it is the kill that leaves half of it.
            thin = self.act.startswith("rekey") and name != "kill"
            tried = points[::4] if thin else points
            for at in tried[SEED % EVERY::EVERY]:
                self.try_at(name, fault, at)
        print(f"{self.act}: {calls} calls, {len(points)} of them, every "
              f"{EVERY}, failed in {len(FAULTS)} ways")


def main():
    top = tempfile.mkdtemp(prefix="kikusui-fault-")
    try:
        os.makedirs(top + "/base")
        os.chdir(top + "/base")
        print(f"KIKUSUI_SEED={SEED}", flush=True)
        case = Case(sys.argv[1])
        os.chdir(top)
        case.run_all()
    finally:
        os.chdir("/")
        shutil.rmtree(top, ignore_errors=True)


if __name__ == "__main__":
    main()
