SELECT no || ' ' || kind FROM finding WHERE id = :id
