-- Since when somebody is on site and has not left: our own by who, a maker's by
-- being one.
SELECT coalesce(v.arrived_at, v.started_at) FROM visit v
WHERE v.incident_id = :incident AND v.deleted IS NULL
  AND coalesce(v.maker, 0) = :maker AND v.who_id IS :who
  AND v.left_at IS NULL
  AND coalesce(v.arrived_at, v.started_at) IS NOT NULL
LIMIT 1
