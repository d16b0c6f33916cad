"""The package, installed where nothing else of ours is: deb.py SOURCE BUILD

Makes it of the build, and a small Debian of the packages that it depends on,
copied from this one (no compiler, no network), installs it there with that
Debian's own dpkg, runs it and takes it away again. Skipped where no root can
be changed to.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

BASE = ["dpkg", "bash", "dash", "coreutils", "tar", "xz-utils", "libc-bin",
        "sed", "grep", "diffutils", "debianutils", "base-files", "man-db"]


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def query(form, *names):
    return subprocess.run(["dpkg-query", "-W", "-f", form, *names],
                          capture_output=True, text=True).stdout


def closure(names):
    """Those packages and all they need, as far as they are installed."""
    seen, ahead = set(), list(names)
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        needs = query("${Pre-Depends},${Depends}\n", name)
        if not needs:
            continue
        seen.add(name)
        for need in needs.split(","):
            first = re.match(r"\s*([a-z0-9.+-]+)", need)
            if first:
                ahead.append(first[1])
    return sorted(seen)


def copy_files(root, names):
    files = []
    for name in names:
        files += subprocess.run(["dpkg", "-L", name], capture_output=True,
                                text=True).stdout.splitlines()
    # /bin is a link to usr/bin on a merged system: packages still name it.
    for top in ("bin", "sbin", "lib", "lib64"):
        if os.path.islink("/" + top):
            os.symlink(os.readlink("/" + top), os.path.join(root, top))
    wanted = []
    for path in sorted(set(files)):
        if os.path.islink(path) or os.path.isfile(path):
            if not path.startswith(("/usr/share/doc/", "/usr/share/locale/")):
                real = os.path.join(os.path.realpath(os.path.dirname(path)),
                                    os.path.basename(path))
                wanted.append(real.lstrip("/"))
    tar = subprocess.Popen(["tar", "-C", "/", "-cf", "-", "-T", "-"],
                           stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    into = subprocess.Popen(["tar", "-C", root, "-xf", "-"], stdin=tar.stdout)
    tar.stdin.write("\n".join(dict.fromkeys(wanted)).encode())
    tar.stdin.close()
    if tar.wait() != 0 or into.wait() != 0:
        sys.exit("the packages could not be copied")


def copy_status(root, names):
    """What dpkg knows of them."""
    info = os.path.join(root, "var/lib/dpkg/info")
    os.makedirs(info)
    os.makedirs(os.path.join(root, "var/lib/dpkg/updates"))
    os.makedirs(os.path.join(root, "var/lib/dpkg/triggers"))
    with open("/var/lib/dpkg/status", encoding="utf-8") as f:
        paragraphs = f.read().split("\n\n")
    kept = [p for p in paragraphs
            if p.startswith("Package: ") and p.split("\n")[0][9:] in names]
    with open(os.path.join(root, "var/lib/dpkg/status"), "w",
              encoding="utf-8") as f:
        f.write("\n\n".join(kept) + "\n\n")


def main(source, build):
    if os.geteuid() != 0 or not shutil.which("dpkg-deb"):
        skip("only root on Debian can make a chroot")
    with tempfile.TemporaryDirectory() as work:
        root = os.path.join(work, "root")
        os.makedirs(os.path.join(root, "tmp"))
        made = subprocess.run(["sh", source + "/data/deb.sh", build, work],
                              capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(made.stderr)
        package = made.stdout.splitlines()[-1]
        depends = subprocess.run(["dpkg-deb", "-f", package, "Depends"],
                                 capture_output=True, text=True).stdout
        names = closure(BASE + re.findall(r"[a-z0-9.+-]+(?= \(|,|$)",
                                          depends.strip()))
        if "gcc" in names or "libc6-dev" in names:
            sys.exit("a compiler is among the packages")
        copy_files(root, names)
        copy_status(root, names)
        shutil.copy(package, os.path.join(root, "tmp/kikusui.deb"))

        def inside(*command):
            return subprocess.run(
                ["chroot", root, *command], capture_output=True, text=True,
                env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/root",
                     "LC_ALL": "C.UTF-8", "TERM": "xterm"})

        if inside("true").returncode != 0:
            skip("no chroot can be made here")

        def must(what, *command):
            r = inside(*command)
            if r.returncode != 0:
                sys.exit("%s\n%s%s" % (" ".join(command), r.stdout, r.stderr))
            if what not in r.stdout:
                sys.exit("%s does not say %s:\n%s" % (command, what, r.stdout))

        must("", "dpkg", "-i", "/tmp/kikusui.deb")
        must("install ok installed", "dpkg-query", "-W", "-f", "${Status}",
             "kikusui")
        must("kikusui", "kikusui", "--version")
        must("", "kikusui", "demo", "--no-screen", "--dir", "/root/demo")
        must("案件", "kikusui", "--db", "/root/demo/kikusui.db", "screen")
        must("正しい", "kikusui", "--db", "/root/demo/kikusui.db", "check")
        for path in ("usr/share/man/man1/kikusui.1.gz",
                     "usr/share/doc/kikusui/manual.md",
                     "usr/share/doc/kikusui/copyright",
                     "usr/share/doc/kikusui/kikusui.ini",
                     "usr/share/applications/kikusui.desktop"):
            if not os.path.isfile(os.path.join(root, path)):
                sys.exit("the package has no " + path)
        must("", "dpkg", "--verify", "kikusui")
        must("", "dpkg", "-r", "kikusui")
        if os.path.exists(os.path.join(root, "usr/bin/kikusui")):
            sys.exit("it does not go away")


main(*sys.argv[1:])
