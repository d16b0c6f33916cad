SELECT q.id AS id, q.next_due AS at, kk_day(q.next_due) AS day,
       q.next_clock AS kind, q.no AS no, q.place_text || ' ' || q.device
       AS what, q.next_mark AS mark, q.assignee_name AS who,
       'incident' AS target, q.next_due AS sort
FROM incident_now q
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.mail_sent_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
  AND q.next_due IS NOT NULL
