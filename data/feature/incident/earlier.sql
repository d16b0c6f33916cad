-- What happened to the unit before, newest first.
SELECT o.instructed_at, o.no, o.symptom, coalesce(o.action, '')
FROM incident q JOIN incident o ON o.unit_id = q.unit_id AND o.id <> q.id
WHERE q.id = :incident AND o.deleted IS NULL
  AND o.instructed_at <= q.instructed_at
ORDER BY o.instructed_at DESC LIMIT 20
