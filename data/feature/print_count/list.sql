SELECT * FROM count_line c WHERE (:id IS NULL OR c.id = :id)
