SELECT a.id AS id, NULL AS at, a.due_on AS day, '回答' AS kind, a.no AS no,
       a.question AS what,
       CASE WHEN a.due_on < kk_today() THEN '超' ELSE '' END AS mark,
       a.asker AS who, 'qa' AS target,
       kk_day_start(a.due_on) + 86340 AS sort
FROM qa a
WHERE a.deleted IS NULL AND a.answered_at IS NULL AND a.due_on IS NOT NULL
