-- Spares waiting for a new image.
SELECT s.id AS id, 'unit' AS target, '要更新' AS kind, s.machine_id AS no,
       s.model_short
       || coalesce(' ' || s.image_kind || ' ' || s.image_version, '') AS what,
       NULL AS at, s.id AS unit_id, NULL AS incident_id, 4 AS sort
FROM spare_now s
WHERE s.readiness = '要更新'
