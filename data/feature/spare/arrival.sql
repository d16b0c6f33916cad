-- Spares kept there that have an old image.
SELECT s.id AS id, 'unit' AS target, '要更新' AS kind, s.machine_id AS no,
       '' AS mark, s.model_short
       || coalesce(' ' || s.image_kind || ' ' || s.image_version, '') AS what,
       NULL AS incident_id, s.id AS unit_id, s.place_id AS place_id, 4 AS sort
FROM spare_now s
WHERE s.place_id = :place AND s.readiness = '要更新'
