SELECT i.answer AS answer, i.answered_at AS at,
       CASE WHEN i.answer IS NOT NULL THEN u.warranty_until END AS until
FROM incident i
LEFT JOIN unit u ON u.id = i.swap_unit_id
WHERE i.id = :incident
