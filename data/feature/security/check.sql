-- 別紙 11: the documents are looked after by whoever is responsible; 別紙 12:
-- the training is about 特定個人情報 too.
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
