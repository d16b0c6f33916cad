-- Every row that names an incident: table, column, row.
SELECT 'contact', 'incident_id', id FROM contact WHERE incident_id = :id
UNION ALL
SELECT 'visit', 'incident_id', id FROM visit WHERE incident_id = :id
UNION ALL
SELECT 'work', 'incident_id', id FROM work WHERE incident_id = :id
UNION ALL
SELECT 'overtime', 'incident_id', id FROM overtime
WHERE incident_id = :id
UNION ALL
SELECT 'step_done', 'incident_id', id FROM step_done
WHERE incident_id = :id
UNION ALL
SELECT 'unit_move', 'incident_id', id FROM unit_move
WHERE incident_id = :id
UNION ALL
SELECT 'repair', 'incident_id', id FROM repair WHERE incident_id = :id
UNION ALL
SELECT 'qa', 'incident_id', id FROM qa WHERE incident_id = :id
UNION ALL
SELECT 'notice', 'incident_id', id FROM notice WHERE incident_id = :id
UNION ALL
SELECT 'minutes', 'incident_id', id FROM minutes WHERE incident_id = :id
UNION ALL
SELECT 'finding', 'incident_id', id FROM finding
WHERE incident_id = :id
UNION ALL
SELECT 'finding', 'opened_incident_id', id FROM finding
WHERE opened_incident_id = :id
UNION ALL
SELECT 'unit', 'spare_incident_id', id FROM unit
WHERE spare_incident_id = :id
UNION ALL
SELECT 'incident', 'merged_into_id', id FROM incident
WHERE merged_into_id = :id
