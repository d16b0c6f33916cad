-- The unit that went on before its return was written down, and what is left.
SELECT u.machine_id || ' は発送の後に異動しています。返着だけを記録し、台帳の場所 '
       || coalesce(p.name, 'なし') || ' はそのままです'
FROM incident i
JOIN unit u ON u.id = i.swap_unit_id
LEFT JOIN place p ON p.id = u.place_id
WHERE i.id = :id AND i.id IN (SELECT id FROM incident_moved_on)
UNION ALL
SELECT '残っていること: ' || group_concat(r.rest, '、')
FROM incident_rest r WHERE r.id = :id
HAVING count(*) > 0
