SELECT j.id AS id, NULL AS at, j.due_on AS day, j.kind AS kind, j.no AS no,
       coalesce(j.order_no, '') AS what,
       CASE WHEN j.due_on < kk_today() THEN '超' ELSE '' END AS mark,
       NULL AS who, 'job' AS target,
       kk_day_start(j.due_on) + 86340 AS sort
FROM job j
WHERE j.deleted IS NULL AND j.finished_at IS NULL AND j.due_on IS NOT NULL
