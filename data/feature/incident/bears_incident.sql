-- The spare that was swapped in.
SELECT 11, swap_spare_id FROM incident WHERE id = :id
UNION ALL
SELECT 17, id FROM overtime WHERE incident_id = :id
UNION ALL
SELECT 20, id FROM repair WHERE incident_id = :id
