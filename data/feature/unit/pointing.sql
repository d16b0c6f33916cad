SELECT id FROM unit
WHERE pair_id = :unit AND id <> :not AND deleted IS NULL
