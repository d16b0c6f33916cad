-- What a spare is held for (domain/check.h; what the journal still has is what
-- stood before the action), and that no unit stands in the list twice.
WITH u AS (
    SELECT id, machine_id, spare_incident_id AS held
    FROM unit
    WHERE id = :id AND deleted IS NULL AND spare_incident_id IS NOT NULL
)
SELECT 'spare_repair ' || u.held AS key, 'reason' AS "column",
    u.machine_id || ' は修理中です' AS words, '理由で可' AS weight
FROM u
WHERE EXISTS (SELECT 1 FROM change c
              WHERE c.tab = 11 AND c.row = u.id AND c.col = 17 AND c.live = 1
                AND c.val = '修理')
   OR u.id IN (SELECT n.id FROM spare_now n WHERE n.in_repair)
UNION ALL
SELECT 'spare_misfit ' || u.held, 'reason', u.machine_id || ' は' || f.mismatch,
    '理由で可'
FROM u JOIN spare_fit f ON f.incident_id = u.held AND f.id = u.id
WHERE f.mismatch <> ''
UNION ALL
-- Rebuilt for another use than its own, it is ready for that alone.
SELECT 'media_use ' || n.image_kind, 'media',
    n.machine_id || ' は ' || n.role_kind || ' の機器です。媒体の用途が違います（'
    || n.image_kind || '）', '理由で可'
FROM unit_now n
WHERE n.id = :id AND n.image_kind <> n.role_kind
  AND (n.spare_state <> '設置済' AND n.lent_back_at IS NULL
       OR EXISTS (SELECT 1 FROM repair r
                  WHERE r.unit_id = n.id AND r.part IS NULL
                    AND r.finished_at IS NULL AND r.deleted IS NULL))
UNION ALL
-- What an order is still making is on no unit yet (§5.6).
SELECT 'media_early ' || r.id, 'media',
    r.kind || ' ' || r.version || ' はまだ公開されていません', '拒否'
FROM unit u
JOIN media_release r ON r.id = u.image_release_id
    AND r.released_on IS NULL AND r.order_id IS NOT NULL
WHERE u.id = :id AND u.deleted IS NULL
UNION ALL
-- What came with a list or another copy is told, wherever the unit stands.
SELECT 'media_in_use ' || n.image_kind, 'media',
    n.machine_id || ' は ' || n.role_kind || ' の機器です。媒体の用途が違います（'
    || n.image_kind || '）', '注意'
FROM unit_now n
WHERE n.id = :id AND n.image_kind <> n.role_kind
  AND (n.spare_state IS NULL OR n.spare_state = '設置済'
       OR n.lent_back_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM repair r
                  WHERE r.unit_id = n.id AND r.part IS NULL
                    AND r.finished_at IS NULL AND r.deleted IS NULL)
UNION ALL
-- Of a case's small device the city is told who took it, and when.
SELECT 'handed_plain', 'state',
    u.machine_id || ' は ' || coalesce(i.no, '案件') || ' の故障機です。市への'
    || '引渡しは、その案件の「故障機を市へ引渡し」で記録します', '理由で可'
FROM unit u
JOIN model m ON m.id = u.model_id AND m.flow_class = 'S'
JOIN incident i ON i.id = (
    SELECT o.id FROM incident o
    WHERE o.swap_unit_id = u.id AND o.deleted IS NULL
    ORDER BY o.swap_at DESC, o.id DESC LIMIT 1)
WHERE u.id = :id AND u.deleted IS NULL AND u.state = '市引渡済'
  AND i.handed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM change c
                  WHERE c.tab = 11 AND c.row = u.id AND c.col = 10
                    AND c.live = 1 AND c.val = '市引渡済')
  AND NOT EXISTS (SELECT 1 FROM repair r
                  WHERE r.unit_id = u.id AND r.incident_id = i.id
                    AND r.outcome = '市引渡' AND r.deleted IS NULL)
UNION ALL
-- Another unit with the same machine ID, written otherwise, or model and serial.
SELECT 'same_id ' || o.id AS key, 'machine_id' AS "column",
    '機器IDが ' || o.machine_id || ' と同じです' AS words, '拒否' AS weight
FROM unit u
JOIN unit_key k ON k.key = kk_fold(u.machine_id)
JOIN unit o ON o.id = k.unit AND o.machine_id <> u.machine_id
           AND kk_ident(o.machine_id) = kk_ident(u.machine_id)
WHERE u.id = :id AND u.deleted IS NULL AND o.id <> u.id AND o.deleted IS NULL
UNION ALL
-- The ID of one that was put together with another leads to that.
SELECT 'same_id ' || o.id, 'machine_id',
    '機器IDが ' || o.machine_id || ' と同じです', '拒否'
FROM unit u
JOIN unit g ON g.machine_id = kk_ident(u.machine_id)
           AND g.deleted IS NOT NULL AND g.merged_into_id IS NOT NULL
JOIN unit o ON o.id = g.merged_into_id AND o.id <> u.id
WHERE u.id = :id AND u.deleted IS NULL
UNION ALL
SELECT 'same_serial ' || o.id, 'serial',
    '機種と製造番号が ' || o.machine_id || ' と同じです', '拒否'
FROM unit u
JOIN unit_key k ON k.key = kk_fold(u.serial)
JOIN unit o ON o.id = k.unit AND o.model_id = u.model_id
           AND kk_ident(o.serial) = kk_ident(u.serial)
WHERE u.id = :id AND u.deleted IS NULL AND o.id <> u.id AND o.deleted IS NULL
