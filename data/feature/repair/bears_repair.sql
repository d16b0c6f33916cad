SELECT 13, incident_id FROM repair WHERE id = :id
