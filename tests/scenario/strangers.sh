#!/bin/sh
# What strangers wrote (arguments, files' names, a list's headers and fields, a
# peer's text) reaches no terminal and no file as it is: every command gets it,
# and whatever it answers is valid UTF-8 without controls but LF and TAB.
. "$(dirname "$0")/case.sh"

shop
pcs
run incident.open unit=KK-0413 symptom=起動しない city_no=C-1

# Characters that nobody sees are left out of what is typed, and counted.
zero=$(printf '\342\200\213') turn=$(printf '\342\200\256')
variant=$(printf '\363\240\204\200')
run incident.edit incident=C-1 contact="佐${zero}々木 ${turn}葛${variant}城" \
    reason=訂正
says '見えない文字（幅のないもの、並びの向きを変えるもの）を2個除きました'
looks incident C-1 'j["contact"] == "佐々木 葛\U000E0100城"'
ok list units machine_id="KK-04${zero}13" --format json
json 'len(j) == 1'
warns 1個除きました
printf '国民の祝日%s,名称\n2024/1/1,元%s日\n' "$turn" "$zero" >h.csv
ok load holidays h.csv
warns 2個除きました
exits 1 do incident.edit incident=C-1 contact="$(printf 'a\033[31mb')" reason=x
warns 制御文字

"$PYTHON" - "$KIKUSUI" <<'PY' || fail 'a sweep over all commands'
import json, os, re, subprocess, sys
program = sys.argv[1].encode()
hostile = [
    b"\x1b[31m\x1b]0;x\x07RED", "甲\u202e乙\u2066丙".encode(), b"\xc2\x9b2Jx",
    b"\x83\x65\x83\x58\xff", "あ".encode() * 19 + "札\u200b幌".encode(),
    b"a" + "札".encode() * 90, b"x\r\n\x7fy", b"\xe6\x9c" * 40]
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f"
                    "\u2028-\u202e\u2060-\u206f\ufeff]")
runs = bad = 0

def run(args, env=None, accept=range(0, 5)):
    global runs, bad
    runs += 1
    p = subprocess.run([program] + args, stdin=subprocess.DEVNULL,
                       capture_output=True, timeout=60,
                       env={**os.environb, **(env or {})})
    for name, out in (("stdout", p.stdout), ("stderr", p.stderr)):
        if name == "stdout" and b"csv" in args:
            out = out.replace(b"\r\n", b"\n")
        try:
            found = UNSEEN.search(out.decode())
        except UnicodeDecodeError as e:
            found = e
        if found or p.returncode not in accept:
            bad += 1
            print(args, env, p.returncode, name, found, out, file=sys.stderr)
    if b"json" in args and p.returncode == 0 and p.stdout:
        json.loads(p.stdout)
    return p

# The commands and their options are read off the program itself.
names = re.findall(r"^  ((?:[a-z]+ )?[a-z]+)(?: |$)",
                   run([b"help"]).stdout.decode(), re.M)
names = [n.strip() for n in names]
assert len(names) > 25, names
at = [b"--db", os.environb[b"KIKUSUI_DB"]]
for name in names:
    words = name.encode().split()
    if words[0] in (b"demo", b"init"):
        words += [b"--db", b"none/new.db"]
    options = re.findall(r"^ +--([a-z-]+) [A-Z0-9]",
                         run(words[:2] + [b"--help"]).stdout.decode(), re.M)
    for h in hostile:
        run(words + [h])
        run(words + [h, h])
        run(words + [b"KK-0413", h, b"--format", b"json"])
        for o in options:
            if o not in ("progress-fd",):
                run(words + [b"--" + o.encode() + b"=" + h])
for h in hostile:
    run([h]), run([b"--" + h]), run([b"-" + h]), run([b"help", h])
    run([b"list", b"sites"], {b"KIKUSUI_DB": b"none/" + h})
    run([b"list", b"sites"], {b"KIKUSUI_NOW": h})
    run([b"list", b"units", h + b"=1"]), run([b"list", b"units", b"site=" + h])
    run([b"list", b"units", b"--order", h]), run([b"list", h])
    run([b"show", h, b"1"]), run([b"show", b"unit", h])
    run([b"history", b"unit", h]), run([b"desk", h]), run([b"desk", b"--at", h])
    run([b"due", h, b"1"]), run([b"elapsed", h, h]), run([b"actions", h])
    run([b"screen", h]), run([b"screen", b"--keys", h])
    run([b"do", h]), run([b"do", b"site.edit", h])
    run([b"do", b"site.edit", h + b"=1"])

# Every action, every parameter.
actions = json.loads(run([b"actions", b"--format", b"json"]).stdout)
assert len(actions) > 60
for a in actions:
    name = a["name"].encode()
    for i, q in enumerate(a.get("params", [])):
        h = hostile[(i + len(name)) % len(hostile)]
        run([b"do", name, b"--preview", q["name"].encode() + b"=" + h])

# Files: their names, what stands in a list's header and fields, a folder whose
# names no one typed.
os.mkdir("stick")
for i, h in enumerate(hostile):
    h = h.replace(b"/", b"")[:200]
    for folder, tail in ((b"", b".csv"), (b"stick/", b".KKS")):
        with open(folder + h + tail, "wb") as f:
            f.write("機器ID,".encode() + h + b",x\n1," + h + b",2,3\n")
    run([b"load", b"ledger", h + b".csv"])
    run([b"load", b"holidays", h + b".csv"])
    run([b"inspect", b"stick/" + h + b".KKS"])
    run([b"node", b"approve", b"stick/" + h + b".KKS", b"--digits", h,
         b"--to", b"stick"])
    run([b"import", b"stick/" + h + b".KKS"])
    run([b"restore", b"stick/" + h + b".KKS"])
    run([b"backup", b"--to", b"none/" + h])
    run([b"export", b"--to", b"none/" + h])
    with open("list.csv", "wb") as f:
        f.write("機器ID,区分,機種名,拠点,".encode() + h + b"\n" +
                b",".join([h] * 4) + b"\n")
    run([b"load", b"ledger", b"list.csv"])
    for format in b"json", b"csv", b"tsv":
        run([b"load", b"ledger", b"list.csv", b"--format", format])
for format in b"table", b"json", b"csv", b"tsv":
    run([b"import", b"stick", b"--format", format])
    run([b"import", b"stick", b"--preview", b"--format", format])
with open("bad.ini", "wb") as f:
    f.write(b"[user]\nworker = " + hostile[0] + b"\n")
run([b"list", b"sites", b"--config", b"bad.ini"])
print(runs, "runs")
sys.exit(bad > 0 or runs < 1000)
PY

# A cut never splits a character: 20 characters of the 60 bytes, whole.
exits 2 do "$(printf 'a%s' 札札札札札札札札札札札札札札札札札札札札札札)"
warns '「a札札札札札札札札札札札札札札札札札札札」'
ok rebuild --verify
