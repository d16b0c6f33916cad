SELECT j.kind || ' ' || j.units_done || '/' || j.units || '台'
FROM job_line l
JOIN job_now j ON j.id = l.job_id
WHERE l.id = :id
