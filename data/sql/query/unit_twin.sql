-- Another unit with the same machine ID, or model and serial: which, whose.
SELECT 'machine_id', o.machine_id
FROM unit u JOIN unit o ON o.machine_id = u.machine_id
WHERE u.id = :unit AND o.id <> u.id AND o.deleted IS NULL
UNION ALL
SELECT 'serial', o.machine_id
FROM unit u JOIN unit o ON o.serial = u.serial AND o.model_id = u.model_id
WHERE u.id = :unit AND o.id <> u.id AND o.deleted IS NULL
LIMIT 1
