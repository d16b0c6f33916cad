-- §9.8: what concerns another company is shown to the city before; routine work
-- once, with its purpose and how often it is.
SELECT 'shown' AS key, 'with' AS "column",
    m."with" || ' について事前提示の記録がありません。市へ内容を提示したら'
    || '「事前提示を記録」です（仕様 9.8）' AS words, '注意' AS weight
FROM minutes m
WHERE m.id = :id AND m.deleted IS NULL
  AND NOT EXISTS (
      SELECT 1 FROM notice n
      WHERE n.kind = '事前提示' AND n.deleted IS NULL
        AND kk_fold(n.partner) = kk_fold(m."with")
        AND n.told_at <= m.started_at
        AND (n.often IS NOT NULL OR kk_day(n.at) = kk_day(m.started_at)))
UNION ALL
SELECT 'decided', 'decided', '決定事項も内容もありません', '注意'
FROM minutes m
WHERE m.id = :id AND m.deleted IS NULL AND m.decided IS NULL
  AND m.text IS NULL
UNION ALL
SELECT 'same', 'with', o.no || ' に同じ打合せがもうあります', '注意'
FROM minutes m
JOIN minutes o ON o.id < m.id AND o.deleted IS NULL
    AND o.started_at = m.started_at AND kk_fold(o."with") = kk_fold(m."with")
WHERE m.id = :id AND m.deleted IS NULL AND m.submitted_at IS NULL
GROUP BY m.id
