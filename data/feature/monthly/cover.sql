-- The covering letter, a row a line, by block; what the office has not entered
-- yet is （未記入）.
WITH v AS (
    SELECT f.key AS key, coalesce((
        SELECT x.value FROM cover_entered x
        WHERE x.key = f.key AND :last BETWEEN x.valid_from AND x.valid_to
        ORDER BY x.valid_from DESC LIMIT 1), f.usual,
        CASE WHEN f.need <> '' THEN '（未記入）' END) AS value
    FROM cover_field f
), t AS (
    SELECT p.valid_from AS first, p.valid_to AS last FROM contract_param p
    WHERE p.deleted IS NULL AND p.key = 'contract.name'
    ORDER BY p.valid_from <= :last DESC, p.valid_from DESC LIMIT 1
), d AS (
    -- Handed in on the first day of service after the month, in the last month
    -- with the completion of the work (§11).
    SELECT t.first AS first, t.last AS last,
        CASE WHEN :last >= t.last THEN kk_workday_before(t.last)
             ELSE kk_workday_after(:last + coalesce(
                 kk_param('submission.days', :last), 0)) END AS day,
        kk_param_text('contract.name', :last) AS name,
        substr(kk_day_long(:first), 1, instr(kk_day_long(:first), '月')) || '分'
            AS month
    FROM t
), r(id, block, label, line) AS (
    SELECT 1, '日付', '', substr(kk_day_long(day), 1, instr(kk_day_long(day), '日'))
    FROM d
    UNION ALL SELECT 2, '宛名', '', value FROM v WHERE key = 'cover.addressee'
    UNION ALL SELECT 3, '宛名', '', '担当課　' || value FROM v
    WHERE key = 'cover.section'
    UNION ALL SELECT 11, '受託者', '受託者　住所', value FROM v
    WHERE key = 'cover.address'
    UNION ALL SELECT 12, '受託者', '商号', value FROM v
    WHERE key = 'cover.contractor'
    UNION ALL SELECT 13, '受託者', '代表者職氏名', value || CASE WHEN EXISTS (
        SELECT 1 FROM v s WHERE s.key = 'cover.seal' AND s.value = 'あり')
        THEN '　　　　印' ELSE '' END
    FROM v WHERE key = 'cover.representative'
    UNION ALL SELECT 21, '件名', '', name || '　月次報告書（' || month || '）'
    FROM d
    UNION ALL SELECT 22, '本文', '',
        '標記業務の' || month || 'の作業実績を、業務仕様書5.3により、次のとおり報告します。'
    FROM d
    UNION ALL SELECT 31, '契約', '契約番号', value FROM v
    WHERE key = 'cover.contract_no'
    UNION ALL SELECT 32, '契約', '契約日', CASE
        WHEN day IS NULL THEN value
        ELSE substr(kk_day_long(day), 1, instr(kk_day_long(day), '日')) END
    FROM (SELECT value, CAST(strftime('%s', value) AS INTEGER) / 86400 AS day
          FROM v WHERE key = 'cover.contract_date')
    UNION ALL SELECT 33, '契約', '業務名', name FROM d
    UNION ALL SELECT 34, '契約', '履行期間',
        substr(kk_day_long(first), 1, instr(kk_day_long(first), '日')) || '～'
        || substr(kk_day_long(last), 1, instr(kk_day_long(last), '日'))
    FROM d
    UNION ALL SELECT 35, '契約', '対象期間',
        substr(kk_day_long(:first), 1, instr(kk_day_long(:first), '日')) || '～'
        || substr(kk_day_long(:last), 1, instr(kk_day_long(:last), '日'))
    UNION ALL SELECT 36, '契約', '業務責任者', coalesce((
        SELECT group_concat(o.name, '、') FROM responsible o
        WHERE o.role = '業務責任者' AND :last BETWEEN o.from_day AND o.to_day),
        '（未記入）')
    UNION ALL SELECT 37, '契約', '連絡先',
        (SELECT value FROM v WHERE key = 'cover.person') || '　電話 '
        || (SELECT value FROM v WHERE key = 'cover.phone')
    UNION ALL SELECT 41, '内容', '総括', '件数、サービスレベルの達成状況、作業量'
    UNION ALL SELECT 42, '内容', '障害対応', '対応した障害、継続、差戻し'
    UNION ALL SELECT 43, '内容', '訪問一覧', '訪問ごとの到着と撤収'
    UNION ALL SELECT 44, '内容', '作業実績', '仕様書4.1の対象作業ごとの実績'
    UNION ALL SELECT 45, '内容', '質問と回答', '訪問時に受けた質問と回答'
    UNION ALL SELECT 46, '内容', '改善提案', '機器の安定稼働に繋がる改善提案'
    UNION ALL SELECT 47, '内容', 'その他', 'その他報告すべき事項'
    UNION ALL SELECT 48, '内容', '用語', '本報告書で用いる用語'
    UNION ALL SELECT 51, '確認', '', '' FROM v
    WHERE key = 'cover.check' AND value = 'あり'
)
SELECT id AS id, block AS block, label AS label, line AS line, line AS "right",
       '' AS box1, '' AS box2, '' AS box3, '' AS box4
FROM r
