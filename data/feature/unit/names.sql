-- A machine ID before a serial number, whole: of 200,000 the index finds them.
SELECT u.id,
       coalesce(u.machine_id, '') || coalesce(' ' || m.short, '')
       || CASE WHEN u.role IS NULL OR u.role = '－' THEN ''
               ELSE ' ' || u.role END,
       u.deleted,
       CASE WHEN u.machine_id = :ident THEN kk_numbers(u.machine_id) END,
       NULL, NULL
FROM unit u
LEFT JOIN model m ON m.id = u.model_id
--find
WHERE u.id IN (
    SELECT x.id FROM unit x WHERE x.machine_id = :ident
    UNION
    SELECT x.id FROM unit x WHERE x.id = :refid
    UNION
    SELECT k.unit FROM unit_key k JOIN unit x ON x.id = k.unit
    WHERE k.key = :fold
      AND (kk_ident(x.machine_id) = :ident OR kk_ident(x.serial) = :ident))
--end
