SELECT '修理 ' || coalesce(u.machine_id, '') || coalesce(' ' || i.no, '')
FROM repair r
LEFT JOIN unit u ON u.id = r.unit_id
LEFT JOIN incident i ON i.id = r.incident_id
WHERE r.id = :id
