SELECT s.id AS id, s.machine_id AS machine_id, s.model_short AS model,
       s.segment AS segment, s.role AS role, s.readiness AS readiness,
       s.image_kind || ' ' || coalesce(s.image_version, '') AS media,
       i.no AS no, s.place_name AS place, s.serial AS serial,
       s.lent_at AS lent_at, s.lent_doc AS lent_doc, s.kind AS kind,
       s.image_version AS version, s.up_to_date AS up_to_date
FROM spare_now s
LEFT JOIN incident i ON i.id = s.spare_incident_id
WHERE 1
