-- What is of an order that the city took back is made no more; and it is checked
-- before it is out (§5.6.2).
SELECT 'cancelled' AS key, 'order' AS "column",
    '指示 ' || o.city_ref || ' は取りやめています' AS words, '拒否' AS weight
FROM media_release r
JOIN media_order o ON o.id = r.order_id
WHERE r.id = :id AND r.deleted IS NULL AND o.cancelled_at IS NOT NULL
UNION ALL
SELECT 'verify', 'order',
    '指示 ' || o.city_ref || ' の検証がまだです（仕様 5.6.2）。公開の前に「媒体更新の'
    || '手順を済みにする」で検証を済みにしてください', '未記録'
FROM media_release r
JOIN media_order_work o ON o.id = r.order_id
WHERE r.id = :id AND r.deleted IS NULL AND r.released_on IS NOT NULL
  AND o.finished_at IS NULL AND NOT o.verified
