-- The latest tick of every step done by hand.
SELECT s.step_key, s.done, s.at FROM step_done s
WHERE s.incident_id = :incident AND s.deleted IS NULL
ORDER BY s.at, s.id
