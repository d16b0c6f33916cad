SELECT u.place_id, u.dept_id, m.flow_class, u.state
FROM unit u LEFT JOIN model m ON m.id = u.model_id
WHERE u.id = :unit AND u.deleted IS NULL
