#!/bin/sh
# Keys, manuals, cards, user IDs and documents on loan (§5.1.1, 別紙 3(2)(3), 11;
# R37, R38): one holder each, seen month by month; one that is lost opens a
# record of security; a key's number stands in the visit and in the swap.
. "$(dirname "$0")/case.sh"

shop
pcs
things() {
    lists '[(r["no"], r["holder"], r["state"]) for r in j] == ['"$1"']' \
        lent_items
}
held() {
    looks lent_item "$1" 'j["holder"] == '"$2"
}

lists 'j == []' lent_items
ok list lent_items
warns 'まずワイヤー鍵のスペアキーと手順書を加えます'
at 2023-04-03T09:00
run lent.add kind=スペアキー no=ｗ-112
run lent.add kind=手順書 no=M-05 name='追加設定' model=SSH65LVU
run lent.add kind=ICカード no=C-002 holder='鈴木 花子'
run lent.add kind=ユーザーID no=U-01 name=再セットアップ用
run lent.add kind=文書 no=D-02 name=機器構成一覧
refuse もう記録 lent.add kind=スペアキー no=W-112
ok do lent.add --preview kind=スペアキー no=W-999
says '注意: ワイヤー鍵 W-999 の機器が台帳にありません'
things '("W-112", "保管庫", "保管"), ("M-05", "保管庫", "保管"),
    ("C-002", "鈴木 花子", "持出"), ("U-01", "保管庫", "保管"),
    ("D-02", "保管庫", "保管")'
# A key is known by the unit it opens.
lists '[r["what"] for r in j] == ["北区役所 保険年金課 KK-0413"]' lent_items \
    kind=スペアキー

# One holder: handed on, a case beside it; a card only by the safe.
at 2023-04-12T10:20
run incident.open unit=KK-0413 symptom=映らない city_no=C-1
run lent.hand item=W-112 holder='佐藤 拓也' incident=C-1
held W-112 '"佐藤 拓也" and j["incident"] == "K0-0001"'
run lent.hand item=W-112 holder='鈴木 花子'
held W-112 '"鈴木 花子" and j["incident"] is None'
run lent.hand item=W-112 holder='佐藤 拓也' incident=C-1
refuse 'ICカードは他の者に貸せません' lent.hand item=C-002 holder='佐藤 拓也'
run lent.back item=C-002
run lent.hand item=C-002 holder='佐藤 拓也'
refuse だれも持ち出して lent.back item=U-01
# Borrowed, handed over, back: in this order.
for action in hand back return lost; do
    refuse '渡した日時 令和5年4月12日(水) 10:20 より前です。時刻を確かめて' \
        lent.$action item=W-112 at=2023-04-12T10:00 \
        $(case $action in hand) echo holder=鈴木 ;; lost) echo text=x ;; esac)
done
refuse '借りた日時 令和5年4月3日(月) 09:00 より前です' lent.check item=M-05 \
    at=2023-04-02T09:00
# Whoever leaves the roster is told what he still has.
ok do worker.remove --preview worker='佐藤 拓也'
says '注意: 佐藤 拓也 は貸与品を持っています: スペアキー W-112、ICカード C-002'

# The case is done and the key still out: it is told wherever one looks.
run incident.contact incident=C-1
lists '[r["n"] for r in j if r["label"] == "貸与品 未返却"] == [0]' waits
run incident.decide incident=C-1 onsite=no
run incident.user_check incident=C-1 by=山本
run incident.complete incident=C-1 action=案内 result=復旧
lists '[r["n"] for r in j if r["label"] == "貸与品 未返却"] == [1]' waits
lists '[(r["no"], r["mark"]) for r in j][0] == ("W-112", "超")' lent_items
lists '[r["no"] for r in j if r["target"] == "lent_item"] == ["W-112"]' \
    homecoming
looks lent_item W-112 'j["state"] == "未返却"'
ok show lent_item W-112
says 'K0-0001 は終わっています'
run lent.back item=W-112
lists '[r["n"] for r in j if r["label"] == "貸与品 未返却"] == [0]' waits
lists '[r for r in j if r["target"] == "lent_item"] == []' homecoming

# Seen once a month, all at once; 5/31 after what was seen in April.
lists '[(r["day"], r["what"]) for r in j if r["kind"] == "所在確認"] ==
    [("2023-05-31", "貸与品 5件")]' due
at 2023-06-01T09:00
lists '[r["mark"] for r in j if r["kind"] == "所在確認"] == ["超"]' due
things '("C-002", "佐藤 拓也", "未確認"), ("D-02", "保管庫", "未確認"),
    ("M-05", "保管庫", "未確認"), ("U-01", "保管庫", "未確認"),
    ("W-112", "保管庫", "未確認")'
run lent.check item=W-112,M-05,C-002,U-01,D-02
says '5件'
lists '[r["day"] for r in j if r["kind"] == "所在確認"] == ["2023-07-31"]' due

# Lost: an incident of security that the city has not heard of.
exits 1 do lent.lost item=C-002
warns いきさつ
run lent.lost item=C-002 text='地下鉄で落とした'
says '市へはまだ報告していません'
lists '[(s["kind"], s["item"], s["state"]) for s in j] ==
    [("紛失", "ICカード C-002", "未報告")]' security
lists '[(r["mark"], r["what"]) for r in j if r["target"] == "security"] ==
    [("急", "紛失 地下鉄で落とした")]' due
lists '[r["n"] for r in j if r["label"] == "事故 市へ未報告"] == [1]' waits
refuse 紛失として lent.hand item=C-002 holder='鈴木 花子'
lists '[r["state"] for r in j if r["mark"] == "!"] == ["紛失"]' lent_items
run security.report security=紛失
lists '[r for r in j if r["target"] == "security"] == []' due
# It is not taken back; found again it is in use, and what was written stays
# until it is struck out with a reason.
run undo
exits 1 do undo
warns 取り消せません
run lent.found item=C-002
looks lent_item C-002 'j["state"] == "持出" and j["lost"] is None'
refuse 紛失の記録がありません lent.found item=C-002
lists '[s["state"] for s in j] == ["未報告"]' security
run security.remove security=紛失 reason=鞄の底にあった
lists 'j == []' security
run lent.lost item=C-002 text=見当たらない reported_at=+0分
lists '[s["state"] for s in j] == [""]' security
run lent.found item=C-002

# Back to the city, and put right with a reason.
run lent.edit item=D-02 no=D-03 reason=誤記
run lent.return item=D-03,U-01
refuse 'もう市へ返却' lent.check item=D-03
lists '[r["no"] for r in j] == ["D-03", "U-01"]' lent_items state=返却済
run lent.remove item=U-01 reason=誤り
ok check
