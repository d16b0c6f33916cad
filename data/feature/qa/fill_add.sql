-- Where I am: the visit that I have not left, of the case if one was named.
SELECT i.id AS incident, i.place_id AS place, i.dept_id AS dept, i.site_contact AS asker,
       v.id AS visit
FROM (SELECT 1)
LEFT JOIN visit v ON v.id = (
    SELECT o.id FROM visit o
    JOIN incident j ON j.id = o.incident_id AND j.deleted IS NULL
    WHERE o.deleted IS NULL AND o.who_id = kk_worker()
      AND (:incident IS NULL OR o.incident_id = :incident)
      AND coalesce(o.arrived_at, o.started_at) IS NOT NULL
      AND (o.left_at IS NULL OR :incident IS NOT NULL)
    ORDER BY o.left_at IS NULL DESC,
             coalesce(o.arrived_at, o.started_at) DESC, o.id LIMIT 1)
LEFT JOIN incident i ON i.id = coalesce(:incident, v.incident_id)
