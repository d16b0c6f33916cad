-- What it stands in or is, where that was taken away.
SELECT 5, p.id FROM unit u
JOIN place p ON p.id = u.place_id AND p.deleted IS NOT NULL WHERE u.id = :id
UNION ALL
SELECT 6, d.id FROM unit u
JOIN dept d ON d.id = u.dept_id AND d.deleted IS NOT NULL WHERE u.id = :id
UNION ALL
SELECT 10, m.id FROM unit u
JOIN model m ON m.id = u.model_id AND m.deleted IS NOT NULL WHERE u.id = :id
