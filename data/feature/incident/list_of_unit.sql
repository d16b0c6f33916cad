-- The past of :unit, or of the unit of :incident without that case itself.
SELECT * FROM incident_line q
WHERE q.unit_id = coalesce(:unit, (SELECT i.unit_id FROM incident i
                                   WHERE i.id = :incident))
  AND (:unit IS NOT NULL OR q.id <> :incident)
