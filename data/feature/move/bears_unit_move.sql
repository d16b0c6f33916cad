-- What a movement may join or part.
SELECT 11, unit_id FROM unit_move WHERE id = :id
