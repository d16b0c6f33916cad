-- The case whose swap :move is one of the two movements of; 0: none.
SELECT coalesce((
    SELECT i.id
    FROM unit_move m
    JOIN incident i ON i.id = m.incident_id AND i.deleted IS NULL
        AND i.swap_at = m.happened_at
        AND m.unit_id IN (i.swap_unit_id, i.swap_spare_id)
    WHERE m.id = :move), 0)
