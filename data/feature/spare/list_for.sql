-- Candidates for the incident: of its kind of device, free or already its own;
-- what fits best first, and of those the ones with the newest image.
SELECT s.id AS id, s.machine_id AS machine_id, s.model_short AS model,
       s.role AS role,
       s.image_kind || ' ' || coalesce(s.image_version, '') AS media,
       s.readiness AS readiness, s.mismatch AS mismatch,
       s.place_name AS place,
       CASE WHEN s.spare_incident_id = :incident THEN -1
            ELSE s.rank * 2 + (NOT s.up_to_date) END AS rank
FROM spare_fit s
JOIN incident i ON i.id = s.incident_id
LEFT JOIN unit u ON u.id = i.unit_id
LEFT JOIN model m ON m.id = u.model_id
WHERE s.incident_id = :incident
  AND (s.readiness IN ('即応', '要更新') OR s.spare_incident_id = :incident)
  AND (m.id IS NULL OR m.dev_type = s.dev_type)
