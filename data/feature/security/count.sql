SELECT 22 AS id, '事故 市へ未報告' AS label, count(*) AS n, 'security' AS list
FROM sec_now s
WHERE s.reported_at IS NULL AND s.unreported AND s.class = '事故'
UNION ALL
SELECT 35, '保全記録 市へ未報告', count(*), 'kept'
FROM sec_now s
WHERE s.reported_at IS NULL AND s.unreported AND s.class <> '事故'
