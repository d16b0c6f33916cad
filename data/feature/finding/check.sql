-- Reported to the city, then as it says (§8.1).
SELECT 'reported' AS key, 'reported_at' AS "column",
    '市への報告が記録にありません（仕様 8.1）' AS words, '未記録' AS weight
FROM finding f
WHERE f.id = :id AND f.deleted IS NULL AND f.finished_at IS NOT NULL
  AND f.reported_at IS NULL
