-- What else there is to do at this site.
SELECT '同じ拠点の案件: ' || o.no || ' ' || o.state || ' ' || o.device
FROM incident i
JOIN incident_now o ON o.place_id = i.place_id AND o.id <> i.id
WHERE i.id = :id AND o.completed_at IS NULL AND o.returned_at IS NULL
UNION ALL
SELECT '回答予定の質問: ' || coalesce(q.no || ' ', '') || q.question
FROM incident i
JOIN incident o ON o.place_id = i.place_id
JOIN qa q ON q.incident_id = o.id
WHERE i.id = :id AND q.deleted IS NULL AND q.answered_at IS NULL
