-- 別紙 11: the documents are looked after by whoever is responsible; 別紙 12:
-- the training is about 特定個人情報 too.
-- What each sort has and cannot be without.
WITH s AS (
    SELECT * FROM sec_now WHERE id = :id
), field(param, label, value, sorts, must) AS (
    SELECT 'text', '内容', text, '事故 研修 保管確認 監査 合言葉',
        '事故 研修 監査' FROM s
    UNION ALL
    SELECT 'at', '日時', at, '事故 研修 保管確認 監査 合言葉',
        '事故 研修 保管確認 監査' FROM s
    UNION ALL
    SELECT 'pii', '特定個人情報を含む', pii, '研修', '研修' FROM s
    UNION ALL
    SELECT 'auditor', '監査した人', auditor, '監査', '監査' FROM s
    UNION ALL
    SELECT 'result', '結果', result, '事故 研修 保管確認 監査', '保管確認' FROM s
    UNION ALL
    SELECT 'reported_at', '市への報告', reported_at, '事故 研修 保管確認 監査', ''
    FROM s
)
SELECT 'sort ' || f.param AS key, f.param AS "column",
    CASE WHEN f.value IS NULL
         THEN s.kind || 'の' || f.label || 'は空にできません'
         ELSE 'これは' || s.kind || 'です。' || f.label || 'はありません' END
    AS words, '拒否' AS weight
FROM s JOIN field f
WHERE f.value IS NULL AND instr(f.must, s.class) > 0
   OR f.value IS NOT NULL AND instr(f.sorts, s.class) = 0
UNION ALL
SELECT 'responsible' AS key, 'person_id' AS "column",
    coalesce(p.name, '') || ' は' || kk_day_text(kk_day(s.at)) || ' の業務責任者'
    || 'ではありません。保管状況は業務責任者が確かめます（別紙 11）' AS words,
    '理由で可' AS weight
FROM sec_now s
LEFT JOIN person p ON p.id = s.person_id
WHERE s.id = :id AND s.class = '保管確認'
  AND NOT EXISTS (SELECT 1 FROM responsible r
                  WHERE r.role = '業務責任者' AND r.person_id = s.person_id
                    AND kk_day(s.at) BETWEEN r.from_day AND r.to_day)
UNION ALL
SELECT 'pii', 'pii', '特定個人情報の取扱いも教育します（別紙 12）', '注意'
FROM sec_now s
WHERE s.id = :id AND s.class = '研修' AND s.pii IS NOT 1
UNION ALL
SELECT 'nobody', 'person', '受講者がまだありません', '注意'
FROM sec_now s
WHERE s.id = :id AND s.class = '研修' AND s.n_trained = 0
