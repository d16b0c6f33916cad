-- The unit is the city's, for good; a repair that was opened is over.
SELECT 'unit', i.swap_unit_id, 'state', '市引渡済' FROM incident i
WHERE i.id = :id AND i.swap_unit_id IS NOT NULL
UNION ALL
SELECT 'unit', i.swap_unit_id, 'custodian', '市' FROM incident i
WHERE i.id = :id AND i.swap_unit_id IS NOT NULL
UNION ALL
SELECT 'repair', r.id, c.col, c.val
FROM incident i
JOIN repair r ON r.unit_id = i.swap_unit_id AND r.incident_id = i.id
    AND r.deleted IS NULL AND r.finished_at IS NULL
JOIN (SELECT 'finished_at' AS col, :at AS val
      UNION ALL SELECT 'outcome', '市引渡') c
WHERE i.id = :id
