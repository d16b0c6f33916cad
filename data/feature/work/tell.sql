SELECT '実稼働時間 合計 ' || kk_min_text(sum((w.to_at - w.from_at) / 60))
FROM work w
WHERE w.incident_id = :id AND w.deleted IS NULL
HAVING count(*) > 0
