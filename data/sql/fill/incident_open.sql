-- The machine gives place and department; the place's last known phone helps.
SELECT u.place_id AS place, u.dept_id AS dept
FROM unit u
WHERE u.id = :unit
