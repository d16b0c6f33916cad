-- A machine ID, a serial number or an id, whole.
WITH hit AS (
    SELECT u.id, 0 AS how FROM unit u WHERE u.machine_id = :ref
    UNION
    SELECT u.id, 0 FROM unit u WHERE u.id = :refid
    UNION
    SELECT k.unit, 1 FROM unit_key k WHERE k.key = :fold
)
SELECT DISTINCT u.id, u.machine_id || coalesce(' ' || m.short, '')
FROM hit
JOIN unit u ON u.id = hit.id
LEFT JOIN model m ON m.id = u.model_id
WHERE u.deleted IS NULL AND hit.how = (
    SELECT min(h.how) FROM hit h JOIN unit x ON x.id = h.id
    WHERE x.deleted IS NULL)
