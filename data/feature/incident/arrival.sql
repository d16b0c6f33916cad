SELECT q.id AS id, 'incident' AS target, '案件' AS kind, q.no AS no,
       q.next_mark AS mark, q.state || ' ' || q.device || coalesce(' '
       || q.dept_name, '') || coalesce(' ' || q.symptom, '') AS what,
       q.id AS incident_id, q.unit_id AS unit_id, q.place_id AS place_id,
       1 AS sort
FROM incident_now q
WHERE q.id IN (SELECT i.id FROM incident i
               WHERE i.completed_at IS NULL AND i.returned_at IS NULL
                 AND i.deleted IS NULL)
  AND q.place_id = :place
