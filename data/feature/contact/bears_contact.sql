SELECT 13, incident_id FROM contact WHERE id = :id
