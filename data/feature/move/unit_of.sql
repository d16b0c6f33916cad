SELECT unit_id FROM unit_move WHERE id = :id
