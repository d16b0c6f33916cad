SELECT to_place_id, to_dept_id FROM unit_move WHERE id = :id
