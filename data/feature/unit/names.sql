-- A machine ID before a serial number, whole: of 200,000 the index finds them.
-- That of a unit that went into another finds the one it went into.
SELECT u.id,
       coalesce(u.machine_id, '') || coalesce(' ' || m.short, '')
       || CASE WHEN u.role IS NULL OR u.role = '－' THEN ''
               ELSE ' ' || u.role END,
       u.deleted,
       CASE WHEN u.machine_id = :ident THEN kk_numbers(u.machine_id) END,
       NULL,
       kk_names(m.name)
FROM unit u
LEFT JOIN model m ON m.id = u.model_id
--find
WHERE u.id IN (
    WITH RECURSIVE met AS (
        SELECT x.id FROM unit x WHERE x.machine_id = :ident
        UNION
        SELECT x.id FROM unit x WHERE x.id = :refid
        UNION
        SELECT k.unit FROM unit_key k JOIN unit x ON x.id = k.unit
        WHERE k.key = :fold
          AND (kk_ident(x.machine_id) = :ident OR kk_ident(x.serial) = :ident)
    ), gone(id, into_id) AS (
        SELECT x.id, x.merged_into_id FROM unit x JOIN met ON met.id = x.id
        UNION
        SELECT x.id, x.merged_into_id
        FROM gone JOIN unit x ON x.id = gone.into_id
        WHERE gone.into_id IS NOT NULL
    )
    SELECT id FROM gone)
--end
