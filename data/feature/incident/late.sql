-- Cases over a deadline that still runs.
SELECT q.id, i.no AS no, q.id AS incident_id
FROM incident_clock q
JOIN incident i ON i.id = q.id
WHERE kk_sla(q.clocks, 'next', 'mark') = '超'
  AND q.id IN (SELECT i.id FROM incident i
               WHERE i.completed_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
