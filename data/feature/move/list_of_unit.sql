SELECT * FROM move_now WHERE unit_id = :unit
