SELECT i.id AS id, 'incident' AS target, '案件' AS kind, i.no AS no,
       i.symptom AS what, i.state AS state, f.id AS finding_id
FROM finding f
JOIN incident_now i ON i.id = f.opened_incident_id
WHERE f.deleted IS NULL
UNION ALL
SELECT j.id, 'job', j.kind, j.no, coalesce(j.order_no, ''),
       CASE WHEN j.cancelled_at IS NOT NULL THEN '取りやめ'
            WHEN j.finished_at IS NULL THEN '作業中' ELSE '完了' END, f.id
FROM finding f
JOIN job j ON j.id = f.job_id AND j.deleted IS NULL
WHERE f.deleted IS NULL
