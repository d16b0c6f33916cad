SELECT a.id AS id, 'qa' AS target, '回答' AS kind, a.no AS no,
       CASE WHEN a.late THEN '超' ELSE '' END AS mark,
       coalesce(kk_day_text(a.due_on) || ' ', '')
       || coalesce(a.asker || ' ', '') || coalesce(a.question, '') AS what,
       a.incident_id AS incident_id, a.unit_id AS unit_id,
       a.at_place_id AS place_id, 2 AS sort
FROM qa_now a
WHERE a.answered_at IS NULL AND a.at_place_id = :place
