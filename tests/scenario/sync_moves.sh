#!/bin/sh
# One unit moved on two laptops that knew nothing of each other: whichever of
# the two movements the office lets stand, no review stays open, the other one
# was not, and the unit is where the last movement brought it, on every copy.
. "$(dirname "$0")/sync.sh"

KIKUSUI_NOW=2023-09-15T08:50
office o.db
add() {
    ok do --db o.db unit.add --as 佐藤 "$@"
}
add machine_id=PC-1 model=M720q segment=住記・税 place=7
add machine_id=SP-1 model=M720q segment=住記・税 state=予備 place=受託者保管
ok do --db o.db spare.lend unit=SP-1 --as 佐藤
ok do --db o.db incident.open unit=PC-1 symptom=x --as 佐藤 --format json
no=$(value no)
laptop k1.db K1
laptop k2.db K2
same o.db k1.db
for f in o k1 k2; do
    cp $f.db start-$f.db
    cp -r $f.db.keys start-$f.keys
done

again() {
    for f in o k1 k2; do
        rm -rf $f.db* stick/*
        cp start-$f.db $f.db
        cp -r start-$f.keys $f.db.keys
    done
}
first='' second=''
# k1|k2 ACTION…: on that laptop; its entry is $entry.
k1() {
    ok do --db k1.db --as 佐藤 "$@" --format json
    entry=$(value entry)
}
k2() {
    ok do --db k2.db --as 佐藤 "$@" --format json
    entry=$(value entry)
}
meet() {
    KIKUSUI_NOW=2023-09-15T16:00
    for k in k1 k2; do
        sent $k.db --as 佐藤
        ok import "$file" --db o.db --as 佐藤
    done
    ok reviews --db o.db --format json
    json 'len(j) >= 1'
}
# decide ENTRY…: for one of these, while anything is open.
decide() {
    for turn in 1 2 3; do
        ok reviews --db o.db --format json
        [ "$(cat out)" = '[]' ] && break
        for want; do
            id=$("$PYTHON" -c 'import json, sys
want = [r for r in json.load(open("out")) if sys.argv[1] in r["entries"]]
want.sort(key=lambda r: -len(set(sys.argv) & set(r["entries"])))
print(want[0]["id"] if want else "")' "$want" "$first" "$second")
            [ -n "$id" ] || continue
            ok do --db o.db --as 佐藤 review.choose review="$id" \
                entry="$want" reason=現物を確認
            ok reviews --db o.db --format json
            json "'$id' not in [r['id'] for r in j]"
        done
    done
    [ "$(cat out)" = '[]' ] || fail 'a review stays open'
    ok check --db o.db
}
# stands UNIT PLACE MOVES: there, on all copies; its last movement went there.
stands() {
    sent o.db --as 佐藤
    ok import "$file" --db k1.db --as 佐藤
    same o.db k1.db
    ok show unit "$1" --db k1.db --format json
    json "j['place'] == '$2'"
    ok list moves --db k1.db --format json
    json "(lambda m: m[-1]['to'] == '$2' and len(m) == $3)(sorted((m for m in j
        if m['machine_id'] == '$1'), key=lambda m: m['at']))"
}
ok show unit PC-1 --db o.db --format json
home=$(value place)

# The earlier or the later; both to different places, or both to one.
for to in 12 11; do
    for keep in first second; do
        again
        KIKUSUI_NOW=2023-09-15T10:00
        k1 unit.move unit=PC-1 place=11 reason=移設
        first=$entry
        ok show unit PC-1 --db k1.db --format json
        there=$(value place)
        KIKUSUI_NOW=2023-09-15T11:00
        k2 unit.move unit=PC-1 place=$to reason=移設 state=保管
        second=$entry
        ok show unit PC-1 --db k2.db --format json
        [ $keep = first ] || there=$(value place)
        meet
        eval "decide \$$keep"
        stands PC-1 "$there" 2
        ok show unit PC-1 --db k1.db --format json
        [ $keep = first ] || json 'j["state"] == "保管"'
        [ $keep = second ] || json 'j["state"] == "稼働中"'
    done
done

# One of them went on: what follows from the decision stays decidable.
for keep in first last; do
    again
    KIKUSUI_NOW=2023-09-15T10:00
    k1 unit.move unit=PC-1 place=11 reason=移設
    first=$entry
    ok show unit PC-1 --db k1.db --format json
    there=$(value place)
    KIKUSUI_NOW=2023-09-15T10:30
    k2 unit.move unit=PC-1 place=12 reason=移設
    middle=$entry
    KIKUSUI_NOW=2023-09-15T11:00
    k2 unit.move unit=PC-1 place=13 reason=移設
    last=$entry
    ok show unit PC-1 --db k2.db --format json
    [ $keep = first ] || there=$(value place)
    meet
    case $keep in
    first) decide "$first"; stands PC-1 "$there" 2 ;;
    last) decide "$last" "$middle"; stands PC-1 "$there" 3 ;;
    esac
done

# A swap against a movement of the broken unit; a spare given back against one
# that was moved.
for keep in first second; do
    again
    KIKUSUI_NOW=2023-09-15T10:00
    k1 incident.contact incident="$no" person=x fields=全部
    k1 visit.arrive incident="$no"
    k1 visit.start incident="$no"
    KIKUSUI_NOW=2023-09-15T10:10
    k1 incident.swap incident="$no" spare=SP-1
    first=$entry
    ok show unit PC-1 --db k1.db --format json
    there=$(value place)
    KIKUSUI_NOW=2023-09-15T11:00
    k2 unit.move unit=PC-1 place=12 reason=移設
    second=$entry
    ok show unit PC-1 --db k2.db --format json
    [ $keep = first ] || there=$(value place)
    meet
    eval "decide \$$keep"
    stands PC-1 "$there" 2

    again
    KIKUSUI_NOW=2023-09-15T10:00
    k1 spare.return spare=SP-1 place=11
    first=$entry
    ok show unit SP-1 --db k1.db --format json
    there=$(value place)
    KIKUSUI_NOW=2023-09-15T11:00
    k2 unit.move unit=SP-1 place=12 reason=移設
    second=$entry
    ok show unit SP-1 --db k2.db --format json
    [ $keep = first ] || there=$(value place)
    meet
    eval "decide \$$keep"
    stands SP-1 "$there" 2
done

# A movement undone against one that went on from it.
for keep in first second; do
    again
    KIKUSUI_NOW=2023-09-15T09:00
    ok do --db o.db --as 佐藤 unit.move unit=PC-1 place=11 reason=移設 \
        --format json
    move=$(value entry)
    sent o.db --as 佐藤
    ok import "$file" --db k1.db --as 佐藤
    ok import "$file" --db k2.db --as 佐藤
    KIKUSUI_NOW=2023-09-15T10:00
    k1 undo entry="$move"
    first=$entry
    KIKUSUI_NOW=2023-09-15T11:00
    k2 unit.move unit=PC-1 place=12 reason=移設
    second=$entry
    ok show unit PC-1 --db k2.db --format json
    there=$(value place)
    n=3
    [ $keep = second ] || there=$home n=1
    meet
    eval "decide \$$keep"
    stands PC-1 "$there" $n
done

# And where what stands and what does not are seen as another pair first.
again
KIKUSUI_NOW=2023-09-15T09:00
ok do --db o.db --as 佐藤 unit.move unit=PC-1 place=11 reason=移設 --format json
move=$(value entry)
sent o.db --as 佐藤
ok import "$file" --db k1.db --as 佐藤
ok import "$file" --db k2.db --as 佐藤
KIKUSUI_NOW=2023-09-15T10:00
k1 undo entry="$move"
undone=$entry
KIKUSUI_NOW=2023-09-15T11:00
k2 unit.move unit=PC-1 place=12 reason=移設
first=$entry second=
ok show unit PC-1 --db k2.db --format json
there=$(value place)
meet
ok reviews --db o.db --format json
id=$("$PYTHON" -c 'import json, sys
print([r["id"] for r in json.load(open("out"))
    if sys.argv[1] not in r["entries"]][0])' "$undone")
ok do --db o.db --as 佐藤 review.choose review="$id" entry="$first"
ok reviews --db o.db --format json
json "'$id' not in [r['id'] for r in j]"
decide "$first"
ok show unit PC-1 --db o.db --format json
json "j['place'] == '$there'"

# move.correct: when, where to, and that it never was.
again
KIKUSUI_NOW=2023-09-15T10:00
k1 unit.move unit=PC-1 place=11 reason=移設
KIKUSUI_NOW=2023-09-15T11:00
k1 unit.move unit=PC-1 place=12 reason=移設
exits 1 do --db k1.db --as 佐藤 move.correct unit=SP-1 move=9 place=13 reason=x
k1 move.correct unit=PC-1 move=2 place=13 at=2023-09-15T09:30 reason=誤記
ok list moves --db k1.db --format json
json '(lambda m: m[1]["at"] == "2023-09-15T09:30"
    and m[0]["to"] == m[1]["from"] and m[1]["to"] == m[2]["from"])(
    sorted((m for m in j if m["machine_id"] == "PC-1"),
        key=lambda m: m["at"]))'
k1 move.correct unit=PC-1 move=3 at=2023-09-15T09:10 reason=順序
ok list moves --db k1.db --format json
json '(lambda m: [x["at"][-5:] for x in m] == ["08:50", "09:10", "09:30"]
    and m[0]["to"] == m[1]["from"] and m[1]["to"] == m[2]["from"])(
    sorted((m for m in j if m["machine_id"] == "PC-1"),
        key=lambda m: m["at"]))'
last=$("$PYTHON" -c 'import json
print(max((m for m in json.load(open("out")) if m["machine_id"] == "PC-1"),
    key=lambda m: m["at"])["to"])')
ok show unit PC-1 --db k1.db --format json
json "j['place'] == '$last'"
k1 move.correct unit=PC-1 move=2 cancel=yes reason=していない
k1 move.correct unit=PC-1 move=2 cancel=yes reason=していない
exits 1 do --db k1.db --as 佐藤 move.correct unit=PC-1 move=1 cancel=yes reason=x
ok show unit PC-1 --db k1.db --format json
json "j['place'] == '$home'"
k1 undo
ok check --db k1.db
ok reviews --db k1.db --format json
json 'j == []'
# Corrected on two laptops.
for keep in first second; do
    again
    KIKUSUI_NOW=2023-09-15T10:00
    k1 move.correct unit=PC-1 move=1 place=11 reason=誤記
    first=$entry
    ok show unit PC-1 --db k1.db --format json
    there=$(value place)
    KIKUSUI_NOW=2023-09-15T11:00
    k2 move.correct unit=PC-1 move=1 place=12 reason=誤記
    second=$entry
    ok show unit PC-1 --db k2.db --format json
    [ $keep = first ] || there=$(value place)
    meet
    eval "decide \$$keep"
    stands PC-1 "$there" 1
done
