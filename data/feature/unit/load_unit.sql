-- Every cell of a unit that a list can set.
SELECT serial, model_id, segment, role, dept_id, place_id, state, note,
       warranty_until, pair_id, key_no, image_release_id, settings
FROM unit WHERE id = :unit
