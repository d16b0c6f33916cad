SELECT name FROM place WHERE id = :id
