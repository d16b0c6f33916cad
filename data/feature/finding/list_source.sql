SELECT f.id AS id, f.no AS no, f.kind AS kind, f.text AS text,
       f.state AS state, f.found_at AS found,
       f.opened_incident_id AS incident_id
FROM finding_now f
WHERE f.opened_incident_id IS NOT NULL AND (:id IS NULL OR f.id = :id)
