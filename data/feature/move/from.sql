SELECT from_place_id, from_dept_id FROM unit_move WHERE id = :id
