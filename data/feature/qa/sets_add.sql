-- Asked where the case is, by its contact, at the visit that I was on; answered
-- at once to whoever asked.
WITH a AS (
    SELECT a.*, i.place_id AS case_place_id, i.dept_id AS case_dept_id,
        coalesce(a.asker, i.site_contact) AS who,
        (SELECT v.id FROM visit v
         WHERE v.incident_id = a.incident_id AND v.deleted IS NULL
           AND v.who_id = kk_worker()
           AND coalesce(v.arrived_at, v.started_at) <= a.asked_at
         ORDER BY coalesce(v.arrived_at, v.started_at) DESC, v.id LIMIT 1)
        AS on_visit_id
    FROM qa a LEFT JOIN incident i ON i.id = a.incident_id
    WHERE a.id = :id
)
SELECT 'qa', id, 'place_id', case_place_id FROM a
WHERE place_id IS NULL AND case_place_id IS NOT NULL
UNION ALL
SELECT 'qa', id, 'dept_id', case_dept_id FROM a
WHERE place_id IS NULL AND case_dept_id IS NOT NULL
UNION ALL
SELECT 'qa', id, 'asker', who FROM a WHERE asker IS NULL AND who IS NOT NULL
UNION ALL
SELECT 'qa', id, 'visit_id', on_visit_id FROM a
WHERE visit_id IS NULL AND on_visit_id IS NOT NULL
UNION ALL
SELECT 'qa', id, 'answered_at', asked_at FROM a WHERE answer IS NOT NULL
UNION ALL
SELECT 'qa', id, 'answered_to', who FROM a
WHERE answer IS NOT NULL AND who IS NOT NULL
