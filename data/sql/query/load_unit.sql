-- The unit of a machine ID with every cell that a list can set.
SELECT id, serial, model_id, segment, role, dept_id, place_id, state, note,
       warranty_until, pair_id, key_no, image_release_id, settings
FROM unit WHERE machine_id = :machine_id AND deleted IS NULL
