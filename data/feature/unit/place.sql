-- Where a unit stands and when it last moved.
SELECT u.place_id, u.dept_id,
       (SELECT max(m.happened_at) FROM unit_move m
        WHERE m.unit_id = u.id AND m.deleted IS NULL)
FROM unit u
WHERE u.id = :unit AND u.deleted IS NULL
