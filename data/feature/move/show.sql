SELECT * FROM move_now WHERE id = :id
