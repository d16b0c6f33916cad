-- Open, or completed without its mail, or 予備未定 again; or the mail went
-- before the end, or without the city's number. And, where it is asked for
-- (after), what is reported and has something left to do.
SELECT q.id AS id, q.next_due AS due, q.next_clock AS clock,
       q.next_left AS "left", kk_left_text(q.next_left) AS left_text,
       q.next_mark AS mark, q.no AS no,
       q.place_text AS place, q.device AS device,
       CASE WHEN q.in_queue THEN q.state ELSE '後処理' END AS state,
       NOT q.in_queue AS after,
       q.sla_status AS sla, q.assignee_name AS assignee,
       q.symptom AS symptom, q.city_no AS city_no,
       q.instructed_at AS instructed,
       q.assignee_id IS kk_worker() AND q.assignee_id IS NOT NULL AS mine,
       q.assignee_id IS NULL AS unassigned, q.unit_id AS unit_id,
       q.place_id AS place_id,
       coalesce(q.next_due, 1000000000000 + q.instructed_at) AS due_key
FROM incident_now q
WHERE q.id IN (
    SELECT i.id FROM incident i
    WHERE i.mail_sent_at IS NULL AND i.returned_at IS NULL
      AND i.deleted IS NULL
    UNION
    SELECT i.id FROM incident i INDEXED BY incident_no_spare
    WHERE i.swap_unit_id IS NOT NULL AND i.swap_spare_id IS NULL
      AND i.returned_at IS NULL AND i.deleted IS NULL
    UNION
    SELECT i.id FROM incident i
    WHERE i.mail_sent_at IS NOT NULL
      AND (i.city_no IS NULL OR i.completed_at IS NULL)
      AND i.returned_at IS NULL AND i.deleted IS NULL
--aside
    UNION
    SELECT r.id FROM incident_rest r WHERE r.mail_sent_at IS NOT NULL
--end
)
