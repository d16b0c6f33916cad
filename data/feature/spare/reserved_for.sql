SELECT id FROM unit
WHERE spare_incident_id = :incident AND spare_state = '引当'
  AND deleted IS NULL
