-- Units of the three lists that stand nowhere.
SELECT u.id AS id, '設置場所 ' || coalesce(u.machine_id, u.serial, u.id) AS key,
       '必ず' AS weight, '設置場所' AS kind,
       coalesce(u.machine_id, u.serial) AS no, NULL AS place,
       u.segment || ' ' || m.short || ' の設置場所がない' AS what,
       'kikusui do unit.move unit=' || coalesce(u.machine_id, u.serial, u.id)
       AS go,
       'unit' AS target, NULL AS incident_id
FROM unit u
JOIN model m ON m.id = u.model_id
WHERE u.deleted IS NULL AND u.place_id IS NULL AND m.counted = 1
  AND coalesce(u.state, '') NOT IN ('管理外', '廃止', '市引渡済')
