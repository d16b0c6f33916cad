SELECT w.from_at, w.to_at, coalesce(i.no, j.no)
FROM work w
LEFT JOIN incident i ON i.id = w.incident_id
LEFT JOIN job j ON j.id = w.job_id
WHERE w.person_id = :person AND w.id <> :self AND w.deleted IS NULL
  AND w.from_at < :to AND w.to_at > :from
ORDER BY w.from_at
LIMIT 1
