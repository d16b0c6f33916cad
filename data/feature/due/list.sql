-- Everything with a date that is still ahead of somebody. A thing with a day
-- and no time is due by the end of that day.
SELECT q.id AS id, q.next_due AS at, kk_day(q.next_due) AS day,
       q.next_clock AS kind, q.no AS no, q.place_text || ' ' || q.device
       AS what, q.next_mark AS mark, q.assignee_name AS who,
       'incident' AS target, q.next_due AS sort
FROM incident_now q
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.mail_sent_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
  AND q.next_due IS NOT NULL
UNION ALL
SELECT v.id, v.planned_at, kk_day(v.planned_at), '訪問', i.no,
       coalesce(p.name, '') || coalesce(' ' || d.name, ''), '',
       CASE WHEN v.maker = 1 THEN 'メーカーSE' ELSE w.name END, 'visit',
       v.planned_at
FROM visit v
JOIN incident i ON i.id = v.incident_id
LEFT JOIN place p ON p.id = i.place_id
LEFT JOIN dept d ON d.id = i.dept_id
LEFT JOIN person w ON w.id = v.who_id
WHERE v.deleted IS NULL AND i.deleted IS NULL AND i.returned_at IS NULL
  AND v.planned_at IS NOT NULL AND v.arrived_at IS NULL
  AND v.started_at IS NULL AND v.left_at IS NULL
UNION ALL
SELECT r.id, r.visit_at, kk_day(r.visit_at), '修理訪問', i.no,
       u.machine_id, '', r.witness, 'repair', r.visit_at
FROM repair r
LEFT JOIN incident i ON i.id = r.incident_id
LEFT JOIN unit u ON u.id = r.unit_id
WHERE r.deleted IS NULL AND r.finished_at IS NULL
  AND r.visit_at IS NOT NULL AND r.repaired_at IS NULL
UNION ALL
SELECT a.id, NULL, a.due_on, '回答', a.no, a.question,
       CASE WHEN a.due_on < kk_today() THEN '超' ELSE '' END, a.asker, 'qa',
       kk_day_start(a.due_on) + 86340
FROM qa a
WHERE a.deleted IS NULL AND a.answered_at IS NULL AND a.due_on IS NOT NULL
UNION ALL
SELECT j.id, NULL, j.due_on, j.kind, j.no, coalesce(j.order_no, ''),
       CASE WHEN j.due_on < kk_today() THEN '超' ELSE '' END, NULL, 'job',
       kk_day_start(j.due_on) + 86340
FROM job j
WHERE j.deleted IS NULL AND j.finished_at IS NULL AND j.due_on IS NOT NULL
UNION ALL
SELECT m.id, NULL, m.due_on, '議事録', NULL, m."with",
       CASE WHEN m.due_on < kk_today() THEN '超' ELSE '' END, NULL, 'minutes',
       kk_day_start(m.due_on) + 86340
FROM minutes m
WHERE m.deleted IS NULL AND m.submitted_at IS NULL AND m.due_on IS NOT NULL
UNION ALL
SELECT c.id, NULL, c.due_on, '提出', NULL,
       c.kind || coalesce(' ' || c.period, ''),
       CASE WHEN c.due_on < kk_today() THEN '超' ELSE '' END, NULL, 'document',
       kk_day_start(c.due_on) + 86340
FROM document c
WHERE c.deleted IS NULL AND c.submitted_at IS NULL AND c.due_on IS NOT NULL
UNION ALL
SELECT n.id, n.at, kk_day(n.at), n.kind, NULL, n.text, '', NULL, 'notice',
       n.at
FROM notice n
WHERE n.deleted IS NULL AND n.kind = '定期点検' AND n.at >= kk_now() - 86400
