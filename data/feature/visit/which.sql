-- The visit that a step most likely belongs to, when none was named: of the
-- person named, else of who acts, else the first in time. :maker null: a
-- maker's only where no own one fits.
SELECT v.id
FROM visit v
WHERE v.incident_id = :incident AND v.deleted IS NULL
  AND (:maker IS NULL OR coalesce(v.maker, 0) = :maker)
  AND (:who IS NULL OR v.who_id IS NULL OR v.who_id = :who)
  AND CASE :step
      WHEN 'plan' THEN v.arrived_at IS NULL AND v.started_at IS NULL
                       AND v.left_at IS NULL
                       AND coalesce(v.maker, 0) = coalesce(:maker, 0)
      WHEN 'arrive' THEN v.arrived_at IS NULL AND v.started_at IS NULL
                         AND v.left_at IS NULL
      WHEN 'start' THEN v.started_at IS NULL AND v.left_at IS NULL
      WHEN 'leave' THEN v.left_at IS NULL
                        AND (v.arrived_at IS NOT NULL
                             OR v.started_at IS NOT NULL)
      END
ORDER BY coalesce(v.maker, 0), v.who_id IS kk_worker() DESC,
         v.arrived_at IS NULL, coalesce(v.planned_at, v.arrived_at), v.id
LIMIT 1
