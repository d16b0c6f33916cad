-- The IDs of units that went into another: which one stands for them now.
WITH RECURSIVE gone(machine_id, into_id) AS (
    SELECT machine_id, merged_into_id FROM unit
    WHERE deleted IS NOT NULL AND merged_into_id IS NOT NULL
    UNION
    SELECT g.machine_id, u.merged_into_id FROM gone g
    JOIN unit u ON u.id = g.into_id
    WHERE u.deleted IS NOT NULL AND u.merged_into_id IS NOT NULL
)
SELECT u.id, g.machine_id FROM gone g JOIN unit u ON u.id = g.into_id
WHERE u.deleted IS NULL AND g.machine_id IS NOT NULL
