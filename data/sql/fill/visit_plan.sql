-- A plan that stands is changed: then its visitor stays. A new one is mine.
SELECT coalesce(v.contact_person, i.site_contact) AS contact,
       v.planned_at AS at, v.told_at AS told,
       CASE WHEN v.id IS NOT NULL THEN v.who_id
            WHEN :maker IS 'yes' OR EXISTS (
                SELECT 1 FROM visit o
                WHERE o.incident_id = i.id AND o.deleted IS NULL
                  AND o.maker IS NOT 1 AND o.arrived_at IS NULL
                  AND o.started_at IS NULL AND o.left_at IS NULL)
            THEN NULL ELSE kk_worker() END AS who
FROM incident i
LEFT JOIN visit v ON v.id = :visit
WHERE i.id = :incident
