-- What a choice makes of an incident.
SELECT no, state FROM incident_now WHERE id = :id
