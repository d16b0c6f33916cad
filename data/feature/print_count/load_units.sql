-- The printers whose pages are counted (id, name, of, extra).
SELECT u.id, u.machine_id, 0, coalesce(p.name, '')
FROM unit u
JOIN model m ON m.id = u.model_id AND m.dev_type = 'カラーレーザー'
LEFT JOIN place p ON p.id = u.place_id
WHERE u.deleted IS NULL AND u.machine_id IS NOT NULL
  AND coalesce(p.print_scope, 1) = 1
