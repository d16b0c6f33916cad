-- What was asked on site until the period's last day: in the period itself, or
-- before it and not answered when it began (§8.2).
SELECT a.id AS id,
       CASE WHEN kk_day(a.asked_at) >= :first THEN '当期' ELSE '前から' END
       AS part,
       a.no AS no, a.asked_at AS asked, a.place_name AS place,
       a.asker AS asker, coalesce(i.city_no, i.no) AS incident,
       (SELECT (SELECT count(*) FROM visit o
                WHERE o.incident_id = v.incident_id AND o.deleted IS NULL
                  AND (coalesce(o.arrived_at, o.started_at, o.planned_at), o.id)
                      <= (coalesce(v.arrived_at, v.started_at, v.planned_at),
                          v.id)) || '回目'
               || coalesce(' ' || coalesce(
                      kk_called(3, w.id, 2, 15, v.id, 3), w.name), '')
        FROM visit v LEFT JOIN person w ON w.id = v.who_id
        WHERE v.id = a.visit_id) AS visit,
       a.question AS question, a.answer AS answer,
       a.answered_at AS answered, a.answered_to AS answered_to,
       a.due_on AS due, a.put_off_why AS put_off_why,
       a.reported_at AS reported,
       CASE WHEN a.answered_at IS NULL THEN '回答待ち'
            ELSE '回答済' END AS state
FROM qa_now a
LEFT JOIN incident i ON i.id = a.incident_id
WHERE kk_day(a.asked_at) <= :last
  AND (kk_day(a.asked_at) >= :first OR a.answered_at IS NULL
       OR kk_day(a.answered_at) >= :first)
