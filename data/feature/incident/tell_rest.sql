SELECT '残っていること: ' || group_concat(r.rest, '、')
FROM incident_rest r WHERE r.id = :id
HAVING count(*) > 0
UNION ALL
SELECT '残りの予備機 ' || m.short || ' '
       || (SELECT count(*) FROM spare_now s
           WHERE s.model_id = m.id AND s.segment IS u.segment
             AND s.role IS u.role) || '台'
FROM incident i
JOIN unit u ON u.id = i.swap_unit_id
JOIN model m ON m.id = u.model_id
WHERE i.id = :id AND i.handed_at IS NOT NULL
