SELECT 13, incident_id FROM overtime WHERE id = :id
