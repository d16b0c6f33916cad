SELECT u.machine_id, m.dev_type FROM unit u JOIN model m ON m.id = u.model_id
WHERE m.flow_class = :flow AND u.state = '稼働中' AND u.deleted IS NULL
ORDER BY u.machine_id LIMIT 1 OFFSET :skip
