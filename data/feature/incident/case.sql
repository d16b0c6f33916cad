SELECT id, unit_id, place_id, dept_id, swap_unit_id, swap_spare_id, onsite,
    received_at, instructed_at, completed_at
FROM incident WHERE id = :incident AND deleted IS NULL
