SELECT s.machine_id || ' ' || s.readiness
FROM repair r JOIN spare_now s ON s.id = r.unit_id
WHERE r.id = :id
