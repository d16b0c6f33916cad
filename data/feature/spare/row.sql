SELECT s.machine_id, s.spare_state, s.readiness, s.spare_incident_id, i.no,
       s.place_id, s.dept_id,
       (SELECT f.mismatch FROM spare_fit f
        WHERE f.incident_id = :incident AND f.id = s.id), s.in_repair
FROM spare_now s
LEFT JOIN incident i ON i.id = s.spare_incident_id
WHERE s.id = :spare
