#!/bin/sh
# One order to renew media from the city's word to the handing in (§5.6, §10,
# R54-R58): what is renewed, master, medium, nine manuals, check, release, the
# spares on loan; six orders a contract year, whatever each of them brings.
. "$(dirname "$0")/case.sh"

shop
ledger <<ROWS
SP-01,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9001,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-02,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9002,受託者保管,,窓口,予備,,,国保福祉窓口,v2,
SP-09,国保福祉,Lenovo_ThinkCentre_M720q_Tiny,PC9009,受託者保管,,運用,予備,,,国保福祉運用,v1,
ROWS
meter() { # WORDS APART
    lists '[(q["words"], q["apart"]) for q in j if q["label"] == "媒体更新"]
        == [("'"$1"'", "'"$2"'")]' quotas
}
step() { # what is next of order 指09
    lists '[t["next"] for t in j if t["order_no"] == "指09"] == ["'"$1"'"]' tasks
}
meter 0/6回 '公開 0種'
# A first edition for a new model is none of the orders, nor has deliverables.
at 2023-06-01T09:00
run media.release kind=住記・税窓口 version=初版
meter 0/6回 '公開 0種'
lists 'j == []' media_docs

# One order, two kinds: what is renewed stands before it is out.
run media.order city_ref=指09 ordered=2023-06-01T09:00
says '媒体更新 1/6回'
step 更新する媒体
run media.plan order=指09 kind=国保福祉窓口 version=v3
says '媒体 1種  成果物 11'
run media.plan order=指09 kind=国保福祉運用 version=v2
refuse もう公開 media.plan order=指09 kind=国保福祉運用 version=Ｖ２
lists '[(m["kind"], m["version"], m["state"], m["current"]) for m in j
    if m["order"]] == [("国保福祉運用", "v2", "作成中", False),
    ("国保福祉窓口", "v3", "作成中", False)]' media
meter 1/6回 '公開 0種'
# Not out yet: no spare is behind, none can be set up with it.
lists '[s["readiness"] for s in j] == ["即応"] * 3' spares
refuse 'まだ公開されていません' spare.refresh spare=SP-01 media='国保福祉窓口 v3'
step "マスター更新 0/2"
both() { # NAME
    echo "国保福祉窓口 v3 $1,国保福祉運用 v2 $1"
}
run media.doc doc="$(both マスターパソコン)" changed=更新
says '成果物 1/11'
step "媒体 0/2"
run media.doc doc="$(both 'リカバリメディア(USB)')" changed=更新
step "手順書 0/18"
refuse '改訂した版' media.doc doc="$(both 環境構築手順書)" changed=更新
run media.doc doc="$(both 環境構築手順書)" changed=更新 version=第3版
rest=$(
    "$KIKUSUI" list media_docs open=yes --format json |
        "$PYTHON" -c 'import json, sys
print(",".join(d["media"] + " " + d["doc_kind"] for d in json.load(sys.stdin)))'
)
refuse '変更なしに版は入れません' media.doc doc="$rest" changed=変更なし version=2.1
# Recorded as renewed by mistake: its version goes.
one='国保福祉窓口 v3 Sysprep 実行手順書'
run media.doc doc="$one" changed=更新 version=9
lists '[d["version"] for d in j if d["version"]].count("9") == 1' media_docs
run media.doc doc="$one" changed=変更なし
lists '"9" not in [d["version"] for d in j]' media_docs
run media.doc doc="$rest" changed=変更なし
says 16件
step 検証
run media.step order=指09 step=検証
step "公開 0/2"
at 2023-06-20T09:00
refuse '公開がまだです' media.submit order=指09 to='市 山田'
run media.release order=指09 kind=国保福祉窓口 version=v3
run media.release order=指09 kind=国保福祉運用 version=v2
lists 'len(j) == 22 and not [d for d in j if d["open"]]' media_docs
meter 1/6回 '公開 2種'
step "予備更新 0/3"
lists '[(o["docs"], o["fresh"]) for o in j] == [("22/22", "0/3")]' media_orders
run spare.refresh spare=SP-01,SP-02
lists '[o["fresh"] for o in j] == ["2/3"]' media_orders
refuse '予備更新がまだです' media.submit order=指09 to='市 山田'
run spare.refresh spare=SP-09
step 提出
run media.submit order=指09 to='市 山田'
says '公開 2/2種  手順書 18/18  予備更新 3/3'
looks media_order 指09 'j["submitted"] == "2023-06-20T09:00"
    and j["submitted_to"] == "市 山田"'
lists '[r["n"] for r in j if r["label"] == "作業中の業務"] == [0]' waits
lists '[(r["period"], r["due_on"]) for r in j if r["kind"] == "作業関連提出書類"]
    == [("媒体更新 指09", "2023-06-20")]' documents
# Handed in once, it is put right for a reason.
refuse 'もう提出しています' media.submit order=指09 to='市 鈴木'
run media.order_correct order=指09 to='市 鈴木' submitted=2023-06-20T08:50 \
    reason=控えで確認
looks media_order 指09 'j["submitted"] == "2023-06-20T08:50"
    and j["submitted_to"] == "市 鈴木"'

ok list search --search 指09 --format json
json 'j[0]["target"] == "media_order"'

# Six a year; the next year counts anew.
for n in 1 2 3 4 5; do
    run media.order city_ref=指1$n ordered=2023-06-20T09:00
done
meter 6/6回 '公開 2種'
refuse '提出の記録がまだありません' media.order_correct order=指11 to=山田 reason=先
refuse '2023年度は 7/6回になります' media.order city_ref=指16
lists '[r["n"] for r in j if r["label"] == "作業中の業務"] == [5]' waits
# One that the city takes back gives its place back, until anything was made.
refuse 'もう提出しています' media.cancel order=指09 \
    reason=市の変更
run media.plan order=指12 kind=国保福祉窓口 version=v4
exits 1 do media.cancel order=指12
entry media.cancel order=指12 reason=市の変更
cancelled=$entry
says '媒体更新 5/6回'
meter 5/6回 '公開 2種'
looks media_order 指12 'j["nth"] == "取りやめ"'
ok screen 'media_order 指12'
says '取りやめ  '
lists '[d for d in j if d["order"] == "指12"] == []' media_docs
lists '"指12" not in [t["order_no"] for t in j]' tasks
lists '[m["state"] for m in j if m["version"] == "v4"] == ["取りやめ"]' media
refuse 取りやめています media.cancel order=指12 reason=もう一度
refuse 取りやめています media.submit order=指12 to=山田
refuse 取りやめています media.plan order=指12 kind=国保福祉運用 version=v4
refuse 取りやめています media.step order=指12 step=検証
run media.order city_ref=指16
says '媒体更新 6/6回'
# What it was to bring may come by another.
run media.plan order=指16 kind=国保福祉窓口 version=v4
refuse '2023年度は 7/6回になります' undo entry="$cancelled"
run undo
run undo
run undo
says 媒体更新の指示を取りやめる
meter 6/6回 '公開 2種'
run media.doc doc='国保福祉窓口 v4 環境構築手順書' changed=更新 version=第4版
refuse 'もう更新しています' media.cancel order=指12 reason=市の変更
at 2024-04-10T09:00
run media.order city_ref=指16
says '媒体更新 1/6回'
ok rebuild --verify
ok check
