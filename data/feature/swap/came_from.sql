SELECT from_place_id, from_dept_id FROM unit_move
WHERE unit_id = :unit AND incident_id = :incident AND deleted IS NULL
ORDER BY happened_at DESC, id DESC
LIMIT 1
