-- The unit in the order that is still open, or in the one that the form names.
SELECT l.id,
       coalesce(u.machine_id, '') || coalesce(' ' || j.no, ''),
       coalesce(l.deleted, j.deleted),
       CASE WHEN l.cancelled_at IS NULL
                 AND (:job IS NULL AND j.finished_at IS NULL
                      AND j.cancelled_at IS NULL
                      OR l.job_id = :job)
            THEN kk_numbers(u.machine_id) END,
       NULL, NULL
FROM job_line l
LEFT JOIN unit u ON u.id = l.unit_id
LEFT JOIN job j ON j.id = l.job_id
