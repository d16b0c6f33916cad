SELECT i.shipped_at AS at, coalesce(i.shipped_to, d.name) AS "to",
       i.ship_no AS no
FROM incident i
LEFT JOIN unit u ON u.id = i.swap_unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN vendor_desk d ON d.id = m.desk_id AND d.deleted IS NULL
WHERE i.id = :incident
