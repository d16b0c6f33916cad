-- Where a unit serves in the city's rooms; what was only just written down may
-- stand in a store as 稼働中.
SELECT u.machine_id, p.name
FROM unit u
JOIN place p ON p.id = u.place_id AND p.kind = '拠点'
WHERE u.id = :unit AND u.state = '稼働中'
