-- The spare that was put in, else the one reserved, else one that fits. By
-- itself: within the case's other texts the planner takes twice as long.
SELECT coalesce(
    (SELECT g.machine_id FROM incident i JOIN unit g ON g.id = i.swap_spare_id
     WHERE i.id = :incident),
    (SELECT s.machine_id || ' (' || coalesce(s.image_kind || ' '
            || s.image_version || ' ', '') || s.readiness || ')'
     FROM spare_fit s
     WHERE s.incident_id = :incident
       AND (s.spare_incident_id = s.incident_id
            OR s.rank = 0 AND s.readiness = '即応'
               AND (SELECT i.unit_id FROM incident i WHERE i.id = :incident)
                   IS NOT NULL)
     ORDER BY s.spare_incident_id IS NOT s.incident_id, s.machine_id LIMIT 1))
