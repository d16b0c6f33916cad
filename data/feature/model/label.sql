SELECT coalesce(short, name) FROM model WHERE id = :id
