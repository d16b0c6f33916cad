SELECT t.id AS id,
       CASE WHEN t.done_at IS NULL AND t.due_on < kk_today() THEN '超'
            ELSE '' END AS mark,
       t.text AS text, t.who AS who, t.due_on AS due, t.done_at AS done,
       m.no AS no,
       printf('%d %012d', t.done_at IS NOT NULL, coalesce(t.due_on, 0)) AS sort,
       t.minutes_id AS minutes_id
FROM minutes_task t
JOIN minutes m ON m.id = t.minutes_id AND m.deleted IS NULL
WHERE t.deleted IS NULL AND (:id IS NULL OR t.id = :id)
  AND (:minutes IS NULL OR t.minutes_id = :minutes)
