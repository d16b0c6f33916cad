SELECT id FROM repair
WHERE unit_id = :unit AND incident_id = :incident AND called_at IS NULL
  AND finished_at IS NULL AND deleted IS NULL
LIMIT 1
