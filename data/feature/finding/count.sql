SELECT 1 AS id, '気づき 未報告' AS label, count(*) AS n,
       'findings' AS list
FROM finding f
WHERE f.deleted IS NULL AND f.reported_at IS NULL AND f.finished_at IS NULL
UNION ALL
SELECT 2, '市の指示待ち', count(*), 'findings'
FROM finding f
WHERE f.deleted IS NULL AND f.reported_at IS NOT NULL
  AND f.instructed_at IS NULL AND f.finished_at IS NULL
