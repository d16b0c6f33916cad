-- What an order brings.
SELECT '指示 ' || o.city_ref || ' の媒体 ' || o.media || '種  成果物 '
       || (o.all_manuals + 2 * o.media)
FROM media_release r
JOIN media_order_work o ON o.id = r.order_id
WHERE r.id = :id
