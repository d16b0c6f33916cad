SELECT 13, incident_id FROM work WHERE id = :id
UNION ALL
SELECT 16, o.id FROM work w
JOIN work o ON o.person_id = w.person_id AND o.id <> w.id
    AND o.from_at < w.to_at AND o.to_at > w.from_at
WHERE w.id = :id
