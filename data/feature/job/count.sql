SELECT 3 AS id, '作業中の業務' AS label, count(*) AS n, 'jobs' AS list
FROM job j WHERE j.deleted IS NULL AND j.finished_at IS NULL
