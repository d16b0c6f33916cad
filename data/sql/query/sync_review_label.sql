SELECT title FROM review WHERE id = :id
