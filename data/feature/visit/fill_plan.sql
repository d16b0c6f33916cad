-- A plan that stands is changed, mine before another's: then its visitor
-- stays. A new one is mine.
SELECT v.id AS visit, coalesce(v.contact_person, i.site_contact) AS contact,
       v.planned_at AS at, v.told_at AS told, v.maker AS maker,
       CASE WHEN v.id IS NOT NULL THEN v.who_id
            WHEN :maker IS 'yes' THEN NULL ELSE kk_worker() END AS who
FROM incident i
LEFT JOIN visit v ON v.id = coalesce(:visit, (
    SELECT o.id FROM visit o
    WHERE o.incident_id = i.id AND o.deleted IS NULL
      AND o.planned_at IS NOT NULL AND o.arrived_at IS NULL
      AND o.started_at IS NULL AND o.left_at IS NULL
    ORDER BY o.who_id IS kk_worker() DESC, o.planned_at, o.id LIMIT 1))
WHERE i.id = :incident
