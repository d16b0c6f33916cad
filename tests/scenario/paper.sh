#!/bin/sh
# Words for the papers for the city: made, and read back.
. "$(dirname "$0")/case.sh"

# paper KIND PERIOD ENDING NAME…: exactly these papers of it are made.
paper() {
    rm -rf made && mkdir made
    kind=$1 period=$2 ending=$3
    shift 3
    ok report "$kind" "$period" --to made --as-file "$ending"
    for name; do echo "$name"; done | sort >want
    ls made | sort >got
    cmp -s want got || fail "papers of $kind $period: $(cat got)"
    cat made/* >paper
}
# tells TEXT…: each stands in the paper, with whatever room between its words;
# * is what follows on the line up to the next of them.
tells() {
    for text; do
        "$PYTHON" -c 'import re, sys
said = open("paper", encoding="utf-8").read()
words = [".*?" if w == "*" else re.escape(w) for w in sys.argv[1].split(" ")]
sys.exit(not re.search(r"[ |\t]*".join(words), said))' "$text" ||
            { cp paper out; fail "the paper does not tell: $text"; }
    done
}
silent() { # TEXT: stands nowhere in it
    ! grep -qF -- "$1" paper || { cp paper out; fail "the paper tells: $1"; }
}
