SELECT 11, unit_id FROM print_count WHERE id = :id
