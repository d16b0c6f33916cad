-- Another unit with the same machine ID, however it is written, or model and
-- serial: which, whose.
SELECT 'machine_id', o.machine_id
FROM unit u JOIN unit o ON o.machine_id = u.machine_id
WHERE u.id = :unit AND o.id <> u.id AND o.deleted IS NULL
UNION ALL
SELECT 'machine_id', o.machine_id
FROM unit u
JOIN unit_key k ON k.key = kk_fold(u.machine_id)
JOIN unit o ON o.id = k.unit AND kk_ident(o.machine_id) = kk_ident(u.machine_id)
WHERE u.id = :unit AND o.id <> u.id AND o.deleted IS NULL
UNION ALL
SELECT 'machine_id', o.machine_id
FROM unit u
JOIN unit g ON g.machine_id = kk_ident(u.machine_id)
           AND g.deleted IS NOT NULL AND g.merged_into_id IS NOT NULL
JOIN unit o ON o.id = g.merged_into_id
WHERE u.id = :unit AND u.deleted IS NULL
UNION ALL
SELECT 'serial', o.machine_id
FROM unit u
JOIN unit_key k ON k.key = kk_fold(u.serial)
JOIN unit o ON o.id = k.unit AND o.model_id = u.model_id
           AND kk_ident(o.serial) = kk_ident(u.serial)
WHERE u.id = :unit AND o.id <> u.id AND o.deleted IS NULL
LIMIT 1
