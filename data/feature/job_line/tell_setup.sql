-- What it was set up with, and which of how many PCs of the order are.
SELECT u.machine_id || ' ' || coalesce(r.kind || ' ' || r.version, '媒体の版は不明')
FROM job_line l
JOIN unit u ON u.id = l.unit_id
LEFT JOIN media_release r ON r.id = l.setup_release_id
WHERE l.id = :id
UNION ALL
SELECT '再セットアップ ' || j.setups || '/' || j.pcs || '台'
FROM job_line l
JOIN job_now j ON j.id = l.job_id
WHERE l.id = :id
