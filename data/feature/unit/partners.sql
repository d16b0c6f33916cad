-- What counts as one unit with this one and goes where it goes.
SELECT o.id
FROM unit u
JOIN unit o ON o.pair_id = u.id OR o.id = u.pair_id
JOIN model m ON m.id = o.model_id
WHERE u.id = :unit AND o.deleted IS NULL AND m.counted = 0
  AND o.id <> u.id
