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
-- What remains when the mail is out.
SELECT r.id, min(r.since), kk_day(min(r.since)), '後処理', q.no,
       group_concat(r.rest, '、') || ' ' || coalesce(r.machine_id, ''), '',
       q.assignee_name, 'incident', min(r.since)
FROM incident_rest r
JOIN incident_now q ON q.id = r.id
WHERE r.mail_sent_at IS NOT NULL
GROUP BY r.id
