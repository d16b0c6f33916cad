SELECT CASE WHEN coalesce(f.ledger_scope, 1) = 1
            THEN u.segment || 'の一覧から外れ、対象外へ転出に載ります'
            ELSE u.segment || 'の一覧に戻ります' END
FROM unit u
JOIN unit_move x ON x.id = (
    SELECT y.id FROM unit_move y
    WHERE y.unit_id = u.id AND y.deleted IS NULL
    ORDER BY y.happened_at DESC, y.id DESC LIMIT 1)
JOIN place t ON t.id = x.to_place_id
LEFT JOIN place f ON f.id = x.from_place_id
WHERE u.id = :id AND x.from_place_id IS NOT NULL
  -- What is entered late changes no list of today.
  AND NOT EXISTS (SELECT 1 FROM unit_move y
                  WHERE y.unit_id = u.id AND y.deleted IS NULL AND y.id > x.id)
  AND coalesce(f.ledger_scope, 1) <> coalesce(t.ledger_scope, 1)
UNION ALL
SELECT '対の機器: ' || o.machine_id || ' ' || coalesce(p.name, '')
FROM unit u
JOIN unit o ON o.id = u.pair_id OR o.pair_id = u.id
LEFT JOIN place p ON p.id = o.place_id
WHERE u.id = :id AND o.deleted IS NULL
UNION ALL
SELECT '注意: ' || u.machine_id || ' の修理が終わっていません（' || l.state || '）'
FROM unit u
JOIN repair_line l ON l.unit_id = u.id AND l.open AND l.part IS NULL
WHERE u.id = :id AND :state NOT IN ('故障保管', '修理中', '再構築中')
