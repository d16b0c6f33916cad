SELECT name FROM person WHERE id = :id
