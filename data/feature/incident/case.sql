SELECT * FROM incident_clock WHERE id = :incident
