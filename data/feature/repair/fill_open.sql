SELECT m.desk_id AS desk
FROM unit u JOIN model m ON m.id = u.model_id
WHERE u.id = :unit
