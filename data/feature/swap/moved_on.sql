SELECT EXISTS (SELECT 1 FROM incident_moved_on WHERE id = :incident)
