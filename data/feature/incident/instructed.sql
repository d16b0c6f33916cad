SELECT coalesce(instructed_at, 0) FROM incident WHERE id = :incident
