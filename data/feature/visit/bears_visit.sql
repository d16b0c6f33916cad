SELECT 13, incident_id FROM visit WHERE id = :id
