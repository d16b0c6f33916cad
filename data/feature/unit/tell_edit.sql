SELECT '注意: ' || short || ' は' || kk_day_text(valid_to) || 'で終わった機種です'
FROM model WHERE id = :model AND valid_to < kk_today()
UNION ALL
SELECT '注意: ' || u.machine_id || ' の修理が終わっていません（' || l.state || '）'
FROM unit u
JOIN repair_line l ON l.unit_id = u.id AND l.open AND l.part IS NULL
WHERE u.id = :id AND :state NOT IN ('故障保管', '修理中', '再構築中')
