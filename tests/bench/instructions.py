"""How many instructions what is felt takes: instructions.py PROGRAM [BEFORE]

Start to the first frame, two lists, the import of 150 cases: each counted by
callgrind, which is the same on a busy machine as on a quiet one. With BEFORE,
an older program, each stands beside what that one takes on the same database,
which it made, and the end is 1 where one takes more. Both -Dbuildtype=release:
    tests/bench/instructions.py build/src/app/kikusui /elsewhere/kikusui
meson runs it with what KIKUSUI_BEFORE names.
"""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile

CASES = 150
WORKER = "佐藤"
ENV = {
    "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8",
    "TERM": "xterm", "KIKUSUI_NOW": "2023-06-01T10:00",
    "LINES": "24", "COLUMNS": "80",
}
DIGITS = re.compile(r"\b\d{5}(?: \d{5}){5}\b")


def run(program, *args, counted=None):
    """What it prints; counted: a file for callgrind's counts."""
    argv = [program, *args]
    if counted:
        argv = ["valgrind", "--tool=callgrind", "-q",
                "--callgrind-out-file=" + counted] + argv
    p = subprocess.run(argv, env=ENV, stdin=subprocess.DEVNULL, check=False,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    out = p.stdout.decode()
    if p.returncode != 0:
        sys.exit("%s: status %d: %s" % (" ".join(args), p.returncode, out))
    return out


def total(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        for line in f:
            if line.startswith(("totals:", "summary:")):
                return int(line.split()[1])
    return sys.exit("nothing was counted: " + path)


def first_frame(program, db, out):
    """Counted until the terminal was first written to."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execvpe("valgrind", [
            "valgrind", "--tool=callgrind", "-q",
            "--dump-after=kk_term_show", "--callgrind-out-file=" + out,
            program, "--db", db], ENV)
    while not os.path.exists(out + ".1"):
        if select.select([fd], [], [], 60)[0]:
            os.read(fd, 65536)
    os.kill(pid, 15)
    os.waitpid(pid, 0)
    os.close(fd)
    return total(out + ".1")


def exchange(program, folder):
    """An office, and the bundle of a laptop with cases for it."""
    office, laptop = folder + "/o.db", folder + "/k.db"
    stick = folder + "/stick"
    os.mkdir(stick)
    run(program, "init", "--db", office, "--role", "office", "--name", "K0")
    run(program, "do", "--db", office, "worker.add", "name=佐藤 拓也")
    run(program, "init", "--db", laptop, "--role", "laptop", "--name", "K1")
    seen = set()

    def newest():
        new = (set(os.listdir(stick)) - seen).pop()
        seen.add(new)
        return os.path.join(stick, new)

    words = run(program, "node", "request", "--db", laptop, "--to", stick)
    words = run(program, "node", "approve", newest(), "--db", office,
                "--digits", DIGITS.search(words).group(), "--to", stick)
    run(program, "node", "accept", newest(), "--db", laptop,
        "--digits", DIGITS.search(words).group())
    for i in range(CASES):
        run(program, "do", "--db", laptop, "--as", WORKER, "incident.open",
            "place=4", "device=PC", "symptom=画面が映らない %d" % i)
    run(program, "export", "--db", laptop, "--as", WORKER, "--to", stick,
        "--reason", "帰庁")
    return office, newest()


def figures(program, made, folder):
    """(what, millions), on copies of what was made, brought up first."""
    os.mkdir(folder)
    training, office, bundle = made

    def copy(db, name):
        path = "%s/%s.db" % (folder, name)
        shutil.copy(db, path)
        shutil.copytree(db + ".keys", path + ".keys")
        shutil.copy(db + ".tail", path + ".tail")
        run(program, "list", "places", "--db", path)
        return path

    db = copy(training, "training")
    out = folder + "/counted"
    yield "start to the first frame", first_frame(program, db, out + ".f")
    for what, args in (("list units --search", ("units", "--search", "窓口")),
                       ("list incidents", ("incidents",))):
        run(program, "list", *args, "--db", db, counted=out)
        yield what, total(out)
    db = copy(office, "office")
    run(program, "backup", "--db", db)
    run(program, "import", bundle, "--db", db, counted=out)
    yield "import of %d cases" % CASES, total(out)


def main(program, before=None):
    if shutil.which("valgrind") is None:
        print("valgrind is not installed")
        return 77
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        ENV["HOME"] = folder
        maker = before or program
        run(maker, "demo", "--no-screen", "--dir", folder)
        made = (folder + "/kikusui.db", *exchange(maker, folder))
        now = dict(figures(program, made, folder + "/now"))
        was = dict(figures(before, made, folder + "/was")) if before else {}
        for what, n in now.items():
            words = "%-28s %7.1f M" % (what, n / 1e6)
            if before:
                missed += n > was[what]
                words += "  before %7.1f M  x %.2f%s" % (
                    was[what] / 1e6, n / was[what],
                    "  MISSED" if n > was[what] else "")
            print(words)
    return 1 if missed else 0


if __name__ == "__main__":
    programs = sys.argv[1:] + [os.environ.get("KIKUSUI_BEFORE", "")]
    sys.exit(main(*[os.path.abspath(p) for p in programs if p][:2]))
