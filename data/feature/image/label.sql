SELECT kind FROM image WHERE id = :id
