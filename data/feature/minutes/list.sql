SELECT m.id AS id, CASE WHEN m.late THEN '超'
                        WHEN m.submitted_at IS NULL AND m.act_by <= kk_today()
                        THEN '急' ELSE '' END AS mark,
       m.no AS no, m."with" AS "with", m.name AS name,
       m.started_at AS start, m.due AS due,
       CASE WHEN m.submitted_at IS NULL THEN '未提出' ELSE '提出済' END AS state,
       (SELECT count(*) FROM minutes_task t
        WHERE t.minutes_id = m.id AND t.deleted IS NULL
          AND t.done_at IS NULL) AS tasks,
       m.about AS about,
       m.submitted_at IS NULL AS open, m.ended_at AS "end", m.place AS place,
       m.attendees AS attendees, m.material AS material, m.text AS text,
       m.decided AS decided, m.next_at AS next, m.act_by AS act_by,
       m.submitted_at AS submitted, m.sent_to AS sent_to, i.no AS incident,
       m.incident_id AS incident_id
FROM minutes_now m
LEFT JOIN incident i ON i.id = m.incident_id
WHERE (:id IS NULL OR m.id = :id)
