-- Two calendar days after the meeting; where nobody is there that day, before,
-- if it was held by then.
SELECT m.id AS id, NULL AS at, m.due AS day, '議事録' AS kind, m.no AS no,
       m."with" || coalesce(' ' || m.name, '')
       || CASE WHEN m.act_by <> m.due
               THEN '  休日。' || kk_day_text(m.act_by) || ' のうちに'
               ELSE coalesce('  休日（' || kk_closed(m.due) || '）', '') END
       AS what,
       CASE WHEN m.late THEN '超' WHEN m.act_by <= kk_today() THEN '急'
            ELSE '' END AS mark,
       NULL AS who, 'minutes' AS target,
       kk_day_start(m.due) + 86340 AS sort
FROM minutes_now m
WHERE m.submitted_at IS NULL
UNION ALL
-- The next meeting that was agreed.
SELECT m.id, m.next_at, kk_day(m.next_at), '打合せ', m.no,
       m."with" || coalesce(' ' || m.name, ''), '', m."with", 'minutes',
       m.next_at
FROM minutes_now m
WHERE kk_day(m.next_at) >= kk_today()
