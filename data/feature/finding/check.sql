-- Reported to the city, then as it says (§8.1).
SELECT 'reported' AS key, 'reported_at' AS "column",
    '市への報告が記録にありません（仕様 8.1）' AS words, '未記録' AS weight
FROM finding f
WHERE f.id = :id AND f.deleted IS NULL AND f.finished_at IS NOT NULL
  AND f.reported_at IS NULL
UNION ALL
SELECT 'same', 'text', o.no || ' に同じ内容がもうあります', '注意'
FROM finding f
JOIN finding o ON o.id < f.id AND o.deleted IS NULL
    AND kk_day(o.found_at) = kk_day(f.found_at)
    AND o.place_id IS f.place_id AND o.unit_id IS f.unit_id
    AND o.incident_id IS f.incident_id AND kk_fold(o.text) = kk_fold(f.text)
WHERE f.id = :id AND f.deleted IS NULL AND f.finished_at IS NULL
GROUP BY f.id
