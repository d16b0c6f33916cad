SELECT u.machine_id || ' は ' || u.state
       || coalesce('（予備機 ' || u.spare_state || '）', '') || ' に戻りました'
FROM repair r JOIN unit u ON u.id = r.unit_id
WHERE r.id = :id AND r.part IS NULL
UNION ALL
SELECT '案件に残っていること: ' || group_concat(t.rest, '、')
FROM repair r JOIN incident_rest t ON t.id = r.incident_id
WHERE r.id = :id
HAVING count(*) > 0
