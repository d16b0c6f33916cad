-- An id, or the unit in the order that is still open.
SELECT l.id, u.machine_id || ' ' || j.no
FROM job_line l
JOIN unit u ON u.id = l.unit_id
JOIN job j ON j.id = l.job_id
WHERE l.deleted IS NULL AND j.deleted IS NULL
  AND (l.id = :refid
       OR (u.machine_id = upper(:ref) AND l.cancelled_at IS NULL
           AND (:job IS NULL AND j.finished_at IS NULL OR l.job_id = :job)))
