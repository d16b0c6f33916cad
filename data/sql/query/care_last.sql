-- The last entry of that action: when, by whom.
SELECT e.recorded_at, p.name
FROM entry e
LEFT JOIN person p ON p.id = e.worker
WHERE e.action = :action
ORDER BY e.arrival DESC LIMIT 1
