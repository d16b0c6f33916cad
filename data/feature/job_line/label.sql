SELECT coalesce(u.machine_id, '') || coalesce(' ' || j.no, '')
FROM job_line l
LEFT JOIN unit u ON u.id = l.unit_id
LEFT JOIN job j ON j.id = l.job_id
WHERE l.id = :id
