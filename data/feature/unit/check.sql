-- What a spare is held for (domain/check.h). What the journal still has is what
-- stood before the action.
WITH u AS (
    SELECT id, machine_id, spare_incident_id AS held
    FROM unit
    WHERE id = :id AND deleted IS NULL AND spare_incident_id IS NOT NULL
)
SELECT 'spare_repair ' || u.held AS key, 'reason' AS "column",
    u.machine_id || ' は修理中です' AS words, '理由で可' AS weight
FROM u
JOIN change c ON c.tab = 11 AND c.row = u.id AND c.col = 17 AND c.live = 1
    AND c.val = '修理'
UNION ALL
SELECT 'spare_misfit ' || u.held, 'reason', u.machine_id || ' は' || f.mismatch,
    '理由で可'
FROM u JOIN spare_fit f ON f.incident_id = u.held AND f.id = u.id
WHERE f.mismatch <> ''
