-- A machine ID, a serial number or an id, whole.
WITH hit AS (
    SELECT u.id, 0 AS how FROM unit u WHERE u.machine_id = :ident
    UNION
    SELECT u.id, 0 FROM unit u WHERE u.id = :refid
    UNION
    SELECT u.id, 1 FROM unit_key k JOIN unit u ON u.id = k.unit
    WHERE k.key = :fold AND (kk_ident(u.machine_id) = :ident
                             OR kk_ident(u.serial) = :ident)
)
SELECT DISTINCT u.id, u.machine_id || coalesce(' ' || m.short, '')
FROM hit
JOIN unit u ON u.id = hit.id
LEFT JOIN model m ON m.id = u.model_id
WHERE u.deleted IS NULL AND hit.how = (
    SELECT min(h.how) FROM hit h JOIN unit x ON x.id = h.id
    WHERE x.deleted IS NULL)
