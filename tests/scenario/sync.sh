# More words for the scenarios of the stick.
. "$(dirname "$0")/lib.sh"
mkdir stick

# value NAME: of the json object on stdout.
value() {
    "$PYTHON" -c 'import json, sys
print(json.load(open("out", encoding="utf-8"))[sys.argv[1]])' "$1"
}
# laptop DB NAME: a new one, enrolled at o.db in one round trip.
laptop() {
    ok init --role laptop --name "$2" --db "$1"
    ok node request --to stick --db "$1" --format json
    request=$(value file)
    digits=$(value digits)
    ok node approve "$request" --digits "$digits" --to stick --db o.db \
        --as 佐藤 --format json
    grant=$(value file)
    digits=$(value digits)
    ok node accept "$grant" --digits "$digits" --db "$1"
}
# digest DB: into $digest.
digest() {
    ok digest --db "$1"
    digest=$(cat out)
    [ -n "$digest" ] || fail "digest $1: nothing"
}
same() {
    digest "$1"
    first=$digest
    digest "$2"
    [ "$first" = "$digest" ] || fail "$1 and $2 differ"
}
# sent DB [OPTIONS…]: exports to the stick; $file is the bundle.
sent() {
    db=$1
    shift
    ok export --db "$db" --to stick --format json "$@"
    file=$(value file)
}
