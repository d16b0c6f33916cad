-- The keys of the wire locks of units that have an open case.
SELECT DISTINCT u.key_no
FROM incident i
JOIN unit u ON u.id = coalesce(i.swap_spare_id, i.unit_id)
WHERE i.completed_at IS NULL AND i.deleted IS NULL AND u.key_no IS NOT NULL
ORDER BY u.key_no
