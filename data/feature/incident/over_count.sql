-- Cases over a deadline that still runs: the bell rings when there are more.
SELECT count(*)
FROM incident_clock q
WHERE kk_sla(q.clocks, 'next', 'mark') = '超'
  AND q.id IN (SELECT i.id FROM incident i
               WHERE i.completed_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
