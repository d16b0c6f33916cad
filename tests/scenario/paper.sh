#!/bin/sh
# Words for the papers for the city: made, and read back.
. "$(dirname "$0")/case.sh"

# paper KIND PERIOD ENDING NAME…: exactly these papers of it are made. What they
# say then stands in paper (as text, all room taken out of it) and in rows (what
# their tables hold, a row a line).
paper() {
    rm -rf made && mkdir made
    kind=$1 period=$2 ending=$3
    shift 3
    ok report "$kind" "$period" --to made --as-file "$ending"
    for name; do echo "$name"; done | sort >want
    ls made | sort >got
    cmp -s want got || fail "papers of $kind $period: $(cat got)"
    reads "$kind" "$period" ''
}
# reads KIND PERIOD WORDS: those of them whose file's name has the words.
reads() {
    rm -rf read && mkdir read
    ok report "$1" "$2" --to read --as-file txt
    # A letter has no table.
    "$KIKUSUI" report "$1" "$2" --to read --as-file csv >/dev/null 2>&1
    "$PYTHON" - "$3" <<'E' || fail "reading $1"
import csv, os, sys
text, rows = "", []
for name in sorted(os.listdir("read")):
    if sys.argv[1] not in name:
        continue
    raw = open("read/" + name, encoding="utf-8-sig", newline="").read()
    if name.endswith(".txt"):
        text += raw
    else:
        rows += [" ".join(" ".join(cell.split()) for cell in row)
                 for row in csv.reader(raw.splitlines(keepends=True))]
open("paper", "w", encoding="utf-8").write("".join(text.split()) + "\n")
open("rows", "w", encoding="utf-8").write("\n".join(rows) + "\n")
E
}
# tells TEXT…: each stands in the paper, with whatever room between its words;
# * is whatever stands between two of them in one row.
tells() {
    for text; do
        "$PYTHON" -c 'import re, sys
words = sys.argv[1].split()
def found(name, room, text):
    said = open(name, encoding="utf-8").read()
    return re.search(room.join(".*?" if w == "*" else re.escape(w)
                               for w in words), said)
sys.exit(not (found("rows", " *", words) or found("paper", "", words)))' \
            "$text" ||
            { cat paper rows >out; fail "the paper does not tell: $text"; }
    done
}
silent() { # TEXT: stands nowhere in it
    ! cat paper rows | grep -qF -- "$1" ||
        { cat paper rows >out; fail "the paper tells: $1"; }
}
# foot CONTRACTED LISTED OUTSIDE OTHER DIFF: what a list of whereabouts comes to.
foot() {
    grep -qE "計(契約)?$1(一覧)?$2(対象外)?$3(その他)?$4(差)?$5([^0-9]|\$)" paper ||
        { cp paper out; fail "not $1 = $2 + $3 + $4, $5 short"; }
}
