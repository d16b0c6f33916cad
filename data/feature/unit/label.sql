SELECT coalesce(u.machine_id, '') || coalesce(' ' || m.short, '')
       || CASE WHEN u.role IS NULL OR u.role = '－' THEN ''
               ELSE ' ' || u.role END
FROM unit u LEFT JOIN model m ON m.id = u.model_id
WHERE u.id = :id
