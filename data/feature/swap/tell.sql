SELECT u.machine_id || ' は' || u.segment
       || 'の一覧から外れ、対象外へ転出に載ります'
FROM incident i
JOIN unit u ON u.id = i.swap_unit_id
JOIN place p ON p.id = u.place_id
WHERE i.id = :id AND p.ledger_scope = 0
UNION ALL
SELECT '修理 ' || coalesce(d.name, '窓口不明') || ' '
       || CASE WHEN u.warranty_until IS NULL THEN '保証期限 不明'
               WHEN u.warranty_until >= kk_day(i.swap_at)
               THEN '保証内 ' || kk_day_text(u.warranty_until) || 'まで'
               ELSE '保証外 ' || kk_day_text(u.warranty_until) || 'まで' END
FROM incident i
JOIN unit u ON u.id = i.swap_unit_id
JOIN repair r ON r.unit_id = u.id AND r.incident_id = i.id
             AND r.deleted IS NULL
LEFT JOIN vendor_desk d ON d.id = r.desk_id
WHERE i.id = :id
UNION ALL
SELECT CASE WHEN u.warranty_until IS NULL
            THEN '保証期限が不明です。市に照会してください'
            ELSE '保証期間が過ぎています（' || kk_day_text(u.warranty_until)
                 || 'まで）。修理せず市に引き渡します（「故障機を市へ引渡し」で記録）' END
FROM incident i
JOIN unit u ON u.id = i.swap_unit_id
JOIN model m ON m.id = u.model_id AND m.flow_class = 'S'
WHERE i.id = :id
  AND NOT EXISTS (SELECT 1 FROM repair r
                  WHERE r.unit_id = u.id AND r.incident_id = i.id
                    AND r.deleted IS NULL)
UNION ALL
SELECT '残りの予備機 ' || m.short || ' '
       || (SELECT count(*) FROM spare_now s
           WHERE s.model_id = m.id AND s.segment IS u.segment
             AND s.kind IS coalesce(u.role_kind, u.image_kind)
             AND s.readiness IN ('即応', '要更新')) || '台'
FROM incident i
JOIN unit_now u ON u.id = i.swap_unit_id
JOIN model m ON m.id = u.model_id
WHERE i.id = :id
UNION ALL
SELECT 'スペアキー ' || l.no || ' は ' || coalesce(l.holder_name, '保管庫')
FROM incident i
JOIN unit s ON s.id = i.swap_spare_id
JOIN lent_item_now l ON l.kind = 'スペアキー' AND l.no = s.key_no AND l.here
WHERE i.id = :id
