SELECT 13, incident_id FROM work WHERE id = :id
