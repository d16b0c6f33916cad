SELECT name FROM dept WHERE id = :id
