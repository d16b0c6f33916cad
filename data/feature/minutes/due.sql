SELECT m.id AS id, NULL AS at, m.due_on AS day, '議事録' AS kind, NULL AS no,
       m."with" AS what,
       CASE WHEN m.due_on < kk_today() THEN '超' ELSE '' END AS mark,
       NULL AS who, 'minutes' AS target,
       kk_day_start(m.due_on) + 86340 AS sort
FROM minutes m
WHERE m.deleted IS NULL AND m.submitted_at IS NULL AND m.due_on IS NOT NULL
