-- The spares that are, or were put in, for :incident.
SELECT u.id FROM unit u
WHERE u.spare_incident_id = :incident AND u.deleted IS NULL
UNION
SELECT i.swap_spare_id FROM incident i
WHERE i.id = :incident AND i.swap_spare_id IS NOT NULL
