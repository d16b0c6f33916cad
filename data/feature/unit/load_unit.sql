-- The unit of a machine ID, however it is written (ＫＫ－1 is KK-1), with every
-- cell that a list can set.
SELECT id, serial, model_id, segment, role, dept_id, place_id, state, note,
       warranty_until, pair_id, key_no, image_release_id, settings, machine_id
FROM unit
WHERE id = coalesce(
    (SELECT u.id FROM unit u
     WHERE u.machine_id = :machine_id AND u.deleted IS NULL LIMIT 1),
    (SELECT u.id FROM unit_key k JOIN unit u ON u.id = k.unit
     WHERE k.key = kk_fold(:machine_id) AND kk_fold(u.machine_id) = k.key
       AND u.deleted IS NULL LIMIT 1))
