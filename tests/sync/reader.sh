#!/bin/sh
# doc/bundle-format.md is enough: the line in it opens a bundle with standard
# tools, and a reader written from it alone finds what kikusui finds, down to
# the hash of every entry and the digest of the state, and refuses what is not
# genuine. The argument is a folder of tests/sync/golden.
golden=$1
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../scenario/lib.sh"
command -v age >/dev/null || exit 77

reads() { # reads KEY FILE…
    key=$1
    shift
    "$PYTHON" "$here/reader.py" "$key" "$@" >out 2>err || fail "reader: $*"
}
expected() {
    sed -n "s/^$1 $2 //p" "$golden/expected"
}

reads "$golden/k1.key" "$golden/request.KKS" "$golden/grant.KKS" \
    "$golden/office.KKS"
json "[b['digits'] for b in j] == ['$(expected digits request)',
      '$(expected digits grant)', None]"
json "[b['digest'] for b in j][1:] == ['$(expected digest grant)',
      '$(expected digest office)']"
json "[b['sender'] for b in j] == ['K1', 'K0', 'K0']"
cp out read

# The copy that took the same files in has the same entries.
zstd -q -d "$golden/k1.db.zst" -o k1.db && chmod 600 k1.db
mkdir -m 700 k1.db.keys && install -m 600 "$golden/k1.key" k1.db.keys/node.key
ok node accept "$golden/grant.KKS" --digits "$(expected digits grant)" \
    --db k1.db
ok import "$golden/office.KKS" --db k1.db --as 鈴木
"$PYTHON" - <<'PY' || fail 'the reader and kikusui differ'
import json, sqlite3
db = sqlite3.connect("file:k1.db?mode=ro", uri=True)
want = db.execute("SELECT format('%010x-%d', writer, seq), action, "
                  "lower(hex(hash)), (SELECT count(*) FROM change "
                  "WHERE entry = arrival) FROM entry").fetchall()
got = {(e["name"], e["action"], e["hash"], e["changes"])
       for bundle in json.load(open("read")) for e in bundle["entries"]}
assert got == set(want) and len(want) == 5, (got, want)
PY

# The laptop's, before and after its keys changed: as many as inspect found.
reads "$golden/o.key" "$golden/laptop.KKS" "$golden/rekey.KKS" \
    "$golden/rekeyed.KKS"
json "[(b['kind'], b['seq'], len(b['entries']),
        sum(e['changes'] for e in b['entries'])) for b in j] ==
      [tuple(map(int, x.split())) for x in ('$(expected inspect laptop)',
       '$(expected inspect rekey)', '$(expected inspect rekeyed)')]"

# What the office wrote after it had changed its own, and what a key that was
# replaced signed.
if [ -e "$golden/stolen.KKS" ]; then
    reads "$golden/k1_after.key" "$golden/office_rekey.KKS" \
        "$golden/office_after.KKS"
    json "[(b['kind'], b['seq'], len(b['entries'])) for b in j] ==
          [tuple(map(int, x.split()[:3])) for x in (
           '$(expected inspect office_rekey)',
           '$(expected inspect office_after)')]"
    "$PYTHON" "$here/reader.py" "$golden/o.key" "$golden/laptop.KKS" \
        "$golden/rekey.KKS" "$golden/stolen.KKS" >out 2>err &&
        fail 'the reader takes what a replaced key signed'
    grep -q 'a head' err || fail 'not for its head'
fi

# The line for standard tools, as it stands in the page.
sed -n '/^## Without kikusui/,/^It checks/p' "$here/../../doc/bundle-format.md" |
    sed -n '/^```sh/,/^```$/p' | grep -v '^```' >line
[ "$(wc -l <line)" = 1 ] || fail 'no line for standard tools in the page'
cp "$golden/office.KKS" KKS-….KKS
cp "$golden/k1.key" node.key
sed -i 's/| less$/>cards/' line
sh -e line || fail 'the line does not open a bundle'
grep -q '^M	reason	定期$' cards || fail 'no cards'
[ "$(grep -c '^E	' cards)" = 5 ] || fail 'not its entries'

# One bit anywhere is seen.
"$PYTHON" - "$golden/office.KKS" "$golden/k1.key" "$golden/grant.KKS" \
    "$here/reader.py" <<'PY' || fail 'a forged file was read'
import subprocess, sys
raw = open(sys.argv[1], "rb").read()
for at in (0, 9, 12, 20, 40, 50, 64, 73, 80, 100, 130, 200, len(raw) // 2,
           len(raw) - 70, len(raw) - 60, len(raw) - 1):
    with open("bad.KKS", "wb") as out:
        out.write(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1:])
    done = subprocess.run([sys.executable, sys.argv[4], sys.argv[2],
                           sys.argv[3], "bad.KKS"], capture_output=True)
    assert done.returncode == 1 and b"refused" in done.stderr, (at, done)
PY
