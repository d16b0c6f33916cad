"""Every kind of paper of the training copy, in every form: kinds.py KIKUSUI

The spreadsheets keep to their form, the text to eighty columns; what the
program writes twice is the same.
"""
import os
import subprocess
import sys
import tempfile

import form

PERIODS = ("2023-04", "2023", "R5-0429")


class Copy:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.env = dict(os.environ, LC_ALL="C.UTF-8", HOME=folder,
                        KIKUSUI_NOW="2023-04-28T10:20")
        for name in ("KIKUSUI_DB", "KIKUSUI_DATA"):
            self.env.pop(name, None)
        self.run("demo", "--dir", "demo", "--no-screen")
        self.env["KIKUSUI_DB"] = os.path.join(folder, "demo", "kikusui.db")

    def run(self, *args):
        return subprocess.run([self.program] + list(args), env=self.env,
                              cwd=self.folder, capture_output=True, text=True)

    def write(self, kind, form_name, to):
        """The files of a kind, of the first period that it takes."""
        said = []
        for period in PERIODS:
            p = self.run("report", kind, period, "--as-file", form_name,
                         "--to", to)
            if p.returncode == 0:
                return [os.path.join(self.folder, path)
                        for path in p.stdout.split("\n")[:-1]]
            said.append(p.stderr)
        return said


def read(path):
    with open(path, "rb") as f:
        return f.read()


def check_kind(copy, kind):
    files = copy.write(kind, "xlsx", "one")
    if kind in ("mail", "minutes"):  # of a record that the copy may not have
        files = [f for f in files if os.path.exists(f)]
    for path in files:
        assert os.path.exists(path), (kind, path)
        form.check(path)
        for again in copy.write(kind, "xlsx", "two"):
            if os.path.basename(again) == os.path.basename(path):
                assert read(again) == read(path), again
    for path in copy.write(kind, "txt", "one") if files else ():
        text = read(path).decode()
        for line in text.split("\n"):
            narrow = sum(2 if form.unicodedata.east_asian_width(c) in "FW"
                         else 1 for c in line)
            assert narrow <= 80, (kind, line)
    return len(files)


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(program, folder)
        said = copy.run("report", "none", "2023-04").stderr
        kinds = said.split("\n")[0].rsplit(":", 1)[1].split()
        assert len(kinds) >= 8, said
        n = sum(check_kind(copy, kind) for kind in kinds)
        assert n >= 8, n
        print("%d kinds, %d spreadsheets" % (len(kinds), n))


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
