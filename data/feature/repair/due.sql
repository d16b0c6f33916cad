SELECT r.id AS id, r.visit_at AS at, kk_day(r.visit_at) AS day,
       '修理訪問' AS kind, i.no AS no, u.machine_id AS what, '' AS mark,
       r.witness AS who, 'repair' AS target, r.visit_at AS sort
FROM repair r
LEFT JOIN incident i ON i.id = r.incident_id
LEFT JOIN unit u ON u.id = r.unit_id
WHERE r.deleted IS NULL AND r.finished_at IS NULL
  AND r.visit_at IS NOT NULL AND r.repaired_at IS NULL
