-- Where the last movement of a unit brought it.
SELECT to_place_id, to_dept_id FROM unit_move
WHERE unit_id = :unit AND deleted IS NULL
ORDER BY happened_at DESC, id DESC
LIMIT 1
