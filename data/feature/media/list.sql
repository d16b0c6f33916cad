-- The releases of the media (§5.6), with what carries each of them.
SELECT r.id AS id, r.kind AS kind, r.version AS version,
       r.released_on AS released_on, o.city_ref AS "order",
       EXISTS (SELECT 1 FROM media_current c
               WHERE c.release_id = r.id) AS current,
       (SELECT count(*) FROM unit u
        WHERE u.image_release_id = r.id AND u.deleted IS NULL) AS units,
       (SELECT count(*) FROM spare_now s
        WHERE s.image_release_id = r.id) AS spares,
       CASE WHEN r.released_on > kk_today() THEN '公開予定'
            WHEN r.released_on IS NULL AND o.cancelled_at IS NOT NULL
            THEN '取りやめ'
            WHEN r.released_on IS NULL AND r.order_id IS NOT NULL THEN '作成中'
            ELSE '' END AS state,
       o.ordered_at AS ordered, r.note AS note, r.order_id AS media_order_id
FROM media_release r
LEFT JOIN media_order o ON o.id = r.order_id AND o.deleted IS NULL
WHERE r.deleted IS NULL AND (:id IS NULL OR r.id = :id)
