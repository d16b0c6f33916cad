-- What the city ordered there and nobody has done yet.
SELECT f.id AS id, 'finding' AS target, f.kind AS kind, f.no AS no, '' AS mark,
       coalesce(f.instruction, f.text) AS what, f.incident_id AS incident_id,
       f.unit_id AS unit_id, f.place_id AS place_id, 5 AS sort
FROM finding f
WHERE f.deleted IS NULL AND f.finished_at IS NULL
  AND f.instructed_at IS NOT NULL AND f.place_id = :place
