SELECT t.id AS id, NULL AS at, t.due_on AS day, '宿題' AS kind, m.no AS no,
       t.text AS what,
       CASE WHEN t.due_on < kk_today() THEN '超' ELSE '' END AS mark,
       t.who AS who, 'minutes_task' AS target,
       kk_day_start(t.due_on) + 86340 AS sort
FROM minutes_task t
JOIN minutes m ON m.id = t.minutes_id AND m.deleted IS NULL
WHERE t.deleted IS NULL AND t.done_at IS NULL
