#!/bin/sh
# The papers that are letters and forms: 業務完了届 (§11), the mail of a case's
# end (§5.1.2) as text and as a mail program reads it, the report on security
# (§9.11, 別紙).
. "$(dirname "$0")/paper.sh"

shop
pcs

# --- 業務完了届 --------------------------------------------------------------------
at 2023-07-03T09:00
paper completion 2023-06 txt R05-06_03_業務完了届_下書き.txt
tells '（あて先）札幌市長' '（受託者の商号 未記入）' '業務名 基幹系一端末等維持管理業務' \
    '契約日 （未記入）' '履行期間 令和5年4月1日～令和6年3月31日' \
    '対象月 令和5年6月分' '完了年月日 令和5年6月30日'
run cover.set contractor='株式会社髙﨑①㈱𠮷' address='札幌市中央区北1条西1丁目' \
    representative='代表取締役 髙﨑 一' contract_no='札契第0401号' \
    contract_date=2023-03-28 section=情報システム部 mail=tantou@example.jp \
    person='佐藤 拓也' phone=011-222-3333
run worker.edit worker='鈴木 花子' role=業務責任者 reason=届出
paper completion 2023-06 txt R05-06_03_業務完了届_下書き.txt
tells '株式会社髙﨑①㈱𠮷' '代表取締役 髙﨑 一' '契約番号 札契第0401号' \
    '契約日 令和5年3月28日' '業務責任者 鈴木 花子'
silent 未記入
# The month in which the term ends is complete on its last working day.
paper completion 2024-03 txt R06-03_03_業務完了届_下書き.txt
tells '対象月 令和6年3月分' '完了年月日 令和6年3月29日' \
    '履行期間 令和5年4月1日～令和6年3月31日'
paper completion 2024-02 txt R06-02_03_業務完了届_下書き.txt
tells '完了年月日 令和6年2月29日'

# --- the mail (R13, R20): scenario 3 with its waiver, then missed ---------------------
at 2023-06-14T14:00
run incident.open unit=KK-0413 symptom=映らない contact=佐々木様 \
    instructed=2023-06-14T13:50
exits 1 report mail K0-0001 --to made --as-file txt
warns 案件管理番号
run incident.edit incident=K0-0001 city_no=R5-0614
exits 1 report mail R5-0614 --to made --as-file txt
warns 対応完了
run incident.contact incident=R5-0614 person=佐々木様 reached=no
at 2023-06-14T14:30
run incident.contact incident=R5-0614 person=佐々木様 reached=yes
run incident.waive incident=R5-0614 expected_end=2023-06-14T17:40 \
    agreed_by=佐々木様 agreed_at=2023-06-14T14:30
at 2023-06-15T09:10
run visit.arrive incident=R5-0614 at=09:10
run visit.start incident=R5-0614 at=09:10
at 2023-06-15T10:00
run incident.user_check incident=R5-0614 by=佐々木様
run visit.leave incident=R5-0614
run work.log incident=R5-0614 from=09:10 to=10:00
run incident.complete incident=R5-0614 cause=電池 action='内蔵電池を交換し、
時刻を戻した。' result='髙﨑様が①㈱𠮷の表示を確認した。' remarks='訪問を翌日に変更した。'
# What the form shows before it is called sent is the same text.
ok do incident.mail_sent incident=R5-0614 --preview
cp out form
paper mail R5-0614 txt K0-0001_完了報告メール.txt
for line in '【完了報告】R5-0614 北区役所 保険年金課' \
    '本市から連絡のあった案件管理番号  R5-0614' \
    '対応完了日時  令和5年6月15日(木) 10:00' 対応内容と対応結果 \
    '  時刻を戻した。' '  髙﨑様が①㈱𠮷の表示を確認した。' \
    現地担当者との調整内容などの特記事項 '  訪問を翌日に変更した。' \
    '  14:00（佐々木様）の電話はつながらず' \
    '  現場着手時間は合意により対象外（R5.6.14 14:30 佐々木様 と合意、完了見込み R5.6.14 17:40）'
do
    tells "$line"
    grep -qF -- "$line" form || { cp form out; fail "the form lacks: $line"; }
done
silent 現場着手時間1

# Missed, with the reason, and far below where the office says so.
run incident.open unit=JS-0101 symptom=x contact=本間様 city_no=R5-0615
at 2023-06-15T11:01
run incident.contact incident=R5-0615 person=本間様
at 2023-06-15T11:10
run incident.decide incident=R5-0615 onsite=no
run incident.user_check incident=R5-0615 by=本間様
run incident.miss_reason incident=R5-0615 sla=連絡 text='別の対応が長引いた。' \
    severe=yes
run incident.complete incident=R5-0615 action=電話で案内 result=表示を確認 \
    pass=ほかの端末で記録
paper mail R5-0615 txt K0-0002_完了報告メール.txt
tells '現場への連絡時間 61分（目標 60分）。別の対応が長引いた。' \
    サービスレベルを著しく下回りました

# --- as a mail program reads it ------------------------------------------------------
# said CASE: what stands as the mail's text in the paper that people read.
said() {
    ok do incident.mail_sent incident="$1" --preview
    "$PYTHON" -c 'import sys
l = open("out", encoding="utf-8").read().split("\n")
at = next(i for i, x in enumerate(l) if x.strip().startswith("本市から"))
cut = len(l[at]) - len(l[at].lstrip())
sys.stdout.write("".join(x[cut:] + "\n" for x in l[at:] if x != ""))' >said
}
mail() { # CASE NAME: read back and held against what stands in the database
    said "$1"
    ok report mail "$1" --to made
    [ -s "made/$2" ] || fail "not $2"
    "$PYTHON" - "$KIKUSUI_DB" "$1" "$2" <<'E' || fail "the mail of $1"
import base64, email, email.policy, re, sqlite3, sys
db, case, name = sys.argv[1:]
raw = open("made/" + name, "rb").read()
head, body = raw.split(b"\r\n\r\n", 1)
assert b"\n" not in raw.replace(b"\r\n", b""), "a bare line feed"
assert b"\r" not in raw.replace(b"\r\n", b""), "a bare return"
assert max(map(len, raw.split(b"\r\n"))) <= 76
raw.decode("ascii")
m = email.message_from_bytes(raw, policy=email.policy.default)
assert not m.defects, m.defects
names = ["X-Unsent", "From", "To", "Subject", "MIME-Version", "Content-Type",
         "Content-Transfer-Encoding"]
assert list(m.keys()) in (names, names[:1] + names[2:]), m.keys()
assert m["X-Unsent"] == "1" and m["MIME-Version"] == "1.0"
assert m.get_content_type() == "text/plain" and not m.is_multipart()
assert m.get_content_charset() == "utf-8"
for word in re.findall(rb"=\?[^ ]*\?=", head):
    assert len(word) <= 75
    base64.b64decode(word[10:-2]).decode("utf-8")  # no character is cut
no, place = sqlite3.connect("file:" + db + "?mode=ro", uri=True).execute(
    "select i.city_no, p.name from incident i join place p on p.id = i.place_id"
    " where i.city_no = ? or i.no = ?", (case, case)).fetchone()
assert m["Subject"].startswith(
    "【完了報告】" + re.sub(r"[\r\n]", " ", no) + " " + place), m["Subject"]
text = m.get_content().replace("\r\n", "\n")
said = open("said", encoding="utf-8").read()
assert text == said, (text, said)
print(m["To"], m["From"] or "", sep="|")
E
}
mail R5-0614 K0-0001_完了報告メール.eml >to || exit 1
[ "$(cat to)" = 'tantou@example.jp|' ] || fail "To and From: $(cat to)"
run cover.set mail_from=shien@example.co.jp reason=指定
mail R5-0614 K0-0001_完了報告メール.eml >to
[ "$(cat to)" = 'tantou@example.jp|shien@example.co.jp' ] || fail "$(cat to)"
exits 2 report completion 2023-06 --to made --as-file eml
warns メールではありません
run cover.set mail=担当課 reason=x
exits 1 report mail R5-0614 --to made --as-file eml
warns 'メールアドレスではありません'
run cover.set mail= reason=x
exits 1 report mail R5-0614 --to made --as-file eml
warns まだ入っていません

# --- security: the 31 items of the annex, each on its records (R77-R82) ----------------
at 2023-06-20T09:00
paper security 2023-05 txt R05-05_01_セキュリティ保全状況報告書_下書き.txt
tells '発生なし 期間中の事故の記録なし' '実施結果を本市に報告する。 未受講あり'
run permit.add kind=持ち出し no=承認12 target=保守端末 from=2023-04-01 to=2024-03-31
run permit.add kind=複製 no=承認8 from=2023-04-01 to=2023-05-31
run lent.add kind=ICカード no=IC-1 holder='佐藤 拓也' at=2023-06-01T09:00
run lent.add kind=文書 no=D-1 at=2023-06-01T09:00
run security.custody person='鈴木 花子' result=施錠を確認
run security.training text=個人情報 pii=yes at=2023-06-19T13:00
run security.attend security=K0-S0002 person='佐藤 拓也'
run security.incident kind=紛失 text='鍵を落とした' at=2023-06-19T10:00 \
    reported_at=2023-06-19T10:20
run worker.appoint worker='佐藤 拓也' mark=情報セキュリティ責任者 from=2023-06-20
paper security 2023-06 txt R05-06_01_セキュリティ保全状況報告書_下書き.txt
items() { # as many as the annex has, each once, in its order
    "$PYTHON" - <<'E' || { cp rows out; fail "not the 31 items"; }
import re
said = open("rows", encoding="utf-8").read().split("\n")
kana = "アイウエオカキクケ"
want = (["1", "2", "2(1)", "2(2)", "2(3)"]
        + ["3(1)" + k for k in kana] + ["3(2)" + k for k in kana[:6]]
        + ["3(3)" + k for k in kana[:2]] + [str(n) for n in range(4, 13)])
assert len(want) == 31
got = [l.split()[0] for l in said if re.match(r" *[1-9][0-9]?(\(|\s)", l)]
assert got == want, got
E
}
items
tells '2(1) * 事故あり K0-S0003 紛失 R5.6.19（報告 R5.6.19 10:20）、承認番号 承認12 保守端末 R5.4.1 からR6.3.31 まで 佐藤 拓也' \
    '3(2)ウ * 遵守 貸与 1件' '2(3) * 遵守 許可を要する作業なし' '3(2)エ * 遵守 貸与 1件' \
    '5 * 発生あり' '11 * 実施 K0-S0001 R5.6.20 鈴木 花子 施錠を確認（未報告） 鈴木 花子' \
    '12 * 実施 K0-S0002 R5.6.19 個人情報 1名（未報告）。年度内に未受講 鈴木 花子'
silent 承認8
paper security 2023-05 txt R05-05_01_セキュリティ保全状況報告書_下書き.txt
tells '承認番号 承認8' '3(2)エ * 該当なし 貸与なし'
ok check
