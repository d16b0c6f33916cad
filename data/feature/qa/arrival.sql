SELECT a.id AS id, 'qa' AS target, '回答' AS kind, a.no AS no,
       CASE WHEN a.due_on < kk_today() THEN '超' ELSE '' END AS mark,
       coalesce(kk_day_text(a.due_on) || ' ', '') || coalesce(a.question, '')
       AS what, a.incident_id AS incident_id, NULL AS unit_id,
       i.place_id AS place_id, 2 AS sort
FROM qa a
JOIN incident i ON i.id = a.incident_id
WHERE a.deleted IS NULL AND a.answered_at IS NULL AND i.place_id = :place
