-- What waits for an answer first, by its day; then what the city has not heard.
SELECT a.id AS id, CASE WHEN a.late THEN '超' ELSE '' END AS mark,
       a.no AS no, a.place_name AS place, a.asker AS asker,
       a.question AS question, a.due_on AS due,
       a.state AS state,
       a.asked_at AS asked, a.answer AS answer, a.reported_at AS reported,
       a.about AS about,
       printf('%d %012d', CASE WHEN a.answered_at IS NULL THEN 0
                               WHEN a.reported_at IS NULL THEN 1 ELSE 2 END,
              coalesce(CASE WHEN a.answered_at IS NULL THEN a.due_on END,
                       99999999999 - a.asked_at)) AS sort,
       a.answered_at IS NULL OR a.reported_at IS NULL AS open,
       a.incident_no AS incident,
       (SELECT coalesce(w.name || ' ', '') || coalesce(kk_time_text(
            coalesce(v.arrived_at, v.started_at, v.planned_at)), '')
        FROM visit v LEFT JOIN person w ON w.id = v.who_id
        WHERE v.id = a.visit_id) AS visit,
       (SELECT u.machine_id FROM unit u WHERE u.id = a.unit_id) AS unit,
       a.answered_at AS answered, a.answered_to AS answered_to,
       a.put_off_at AS put_off_at, a.put_off_told AS put_off_told,
       a.put_off_why AS put_off_why,
       a.incident_id AS incident_id, a.unit_id AS unit_id,
       a.at_place_id AS place_id
FROM qa_now a
WHERE (:id IS NULL OR a.id = :id)
