-- The key of the unit's wire lock and the manuals of its model: who has them.
SELECT l.id AS id, 'lent_item' AS target, l.kind AS kind, l.no AS no,
       CASE WHEN l.lost_at IS NOT NULL THEN '!'
            WHEN l.holder_id IS NOT NULL AND l.holder_id IS v.who_id THEN '済'
            ELSE '' END AS mark,
       CASE WHEN l.lost_at IS NOT NULL THEN '紛失'
            ELSE coalesce(l.holder_name, '保管庫') END
       || coalesce('  ' || l.name, '') AS what,
       v.incident_id AS incident_id,
       v.no || CASE WHEN l.kind = 'スペアキー' THEN ' 2' ELSE ' 3' END AS sort,
       v.no AS incident
FROM visit_ahead v
JOIN unit u ON u.id = v.unit_id
JOIN lent_item_now l ON l.returned_at IS NULL
    AND (l.kind = 'スペアキー' AND l.no = u.key_no
         OR l.kind = '手順書' AND l.model_id = u.model_id)
UNION ALL
SELECT u.id, 'unit', 'スペアキー', u.key_no, '!', '貸与品に記録がありません',
       v.incident_id, v.no || ' 2', v.no
FROM visit_ahead v
JOIN unit u ON u.id = v.unit_id
WHERE u.key_no IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM lent_item l
                  WHERE l.kind = 'スペアキー' AND l.no = u.key_no
                    AND l.deleted IS NULL AND l.returned_at IS NULL)
