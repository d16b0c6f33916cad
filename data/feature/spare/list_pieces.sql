-- What the stock counts, piece by piece: the spares on loan, and broken units
-- that are to come back as spares.
SELECT s.id AS id, n.machine_id AS machine_id, n.model_short AS model,
       s.segment AS segment, s.role AS role, s.readiness AS readiness,
       n.image_kind || ' ' || coalesce(n.image_version, '') AS media,
       i.no AS no, n.place_name AS place, n.serial AS serial,
       n.lent_at AS lent_at, n.lent_doc AS lent_doc,
       coalesce(s.kind, n.role_kind) AS kind, n.image_version AS version,
       s.readiness IN ('即応', '引当', '持出') AS up_to_date
FROM spare_piece s
JOIN unit_now n ON n.id = s.id
LEFT JOIN incident i ON i.id = n.spare_incident_id
WHERE 1
