-- The city's orders to renew media, with what each of them brought.
SELECT o.id AS id, o.city_ref AS city_ref, o.ordered_at AS ordered,
       (SELECT group_concat(r.kind || ' ' || r.version, '、')
        FROM (SELECT * FROM media_release
              WHERE order_id = o.id AND deleted IS NULL
              ORDER BY released_on, kind) r) AS releases,
       o.note AS note
FROM media_order o
WHERE o.deleted IS NULL AND (:id IS NULL OR o.id = :id)
