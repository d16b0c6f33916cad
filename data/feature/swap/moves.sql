-- The movements of the swap that stands, where they are not at :at: the spare's
-- last for the case, and the broken unit's at the same time (a second spare
-- comes later than that went out).
WITH i AS (
    SELECT id, swap_at, swap_unit_id, swap_spare_id
    FROM incident WHERE id = :incident
), s AS (
    SELECT m.id, m.unit_id, m.happened_at
    FROM i JOIN unit_move m ON m.unit_id = i.swap_spare_id
        AND m.incident_id = i.id AND m.deleted IS NULL
    ORDER BY m.happened_at DESC, m.id DESC LIMIT 1
)
SELECT id, unit_id FROM s WHERE happened_at <> :at
UNION ALL
SELECT * FROM (
    SELECT m.id, m.unit_id
    FROM i JOIN unit_move m ON m.unit_id = i.swap_unit_id
        AND m.incident_id = i.id AND m.deleted IS NULL
    WHERE m.happened_at IN (i.swap_at, (SELECT happened_at FROM s))
      AND m.happened_at <> :at
    ORDER BY m.id DESC LIMIT 1)
