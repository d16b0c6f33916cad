-- Movements since the last ledger was submitted.
SELECT x.id AS id, 'move' AS target, '台帳' AS kind, u.machine_id AS no,
       coalesce(f.name || ' > ', '') || coalesce(t.name, '')
       || coalesce('  ' || x.reason, '') AS what, x.happened_at AS at,
       x.unit_id AS unit_id, x.incident_id AS incident_id, 3 AS sort
FROM unit_move x
JOIN unit u ON u.id = x.unit_id
LEFT JOIN place f ON f.id = x.from_place_id
LEFT JOIN place t ON t.id = x.to_place_id
WHERE x.deleted IS NULL AND u.deleted IS NULL
  AND x.happened_at > coalesce(
      (SELECT max(d.submitted_at) FROM document d
       WHERE d.deleted IS NULL AND d.kind LIKE '所在等%'),
      kk_now() - 7 * 86400)
