SELECT 11, o.id FROM unit u JOIN unit o ON o.machine_id = u.machine_id
WHERE u.id = :id
