SELECT * FROM incident_line q
WHERE 1
