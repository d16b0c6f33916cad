-- The machine gives place and department; it was heard when it was instructed.
SELECT u.place_id AS place, u.dept_id AS dept, :instructed AS received
FROM (SELECT 1)
LEFT JOIN unit u ON u.id = :unit
