SELECT r.id AS id, r.at AS at, i.no AS incident,
       coalesce(m.short, '') || coalesce(' ' || nullif(u.role, '－'), '')
       || coalesce(' ' || u.segment, '') AS what,
       r.told AS told, r.note AS note, r.incident_id AS incident_id
FROM spare_report r
LEFT JOIN incident i ON i.id = r.incident_id
LEFT JOIN unit u ON u.id = coalesce(i.swap_unit_id, i.unit_id)
LEFT JOIN model m ON m.id = u.model_id
WHERE r.deleted IS NULL AND (:id IS NULL OR r.id = :id)
