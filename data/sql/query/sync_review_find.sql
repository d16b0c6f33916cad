SELECT id, title FROM review WHERE id = :refid
