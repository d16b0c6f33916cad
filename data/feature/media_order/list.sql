-- The city's orders to renew media, with what each of them brought.
SELECT o.id AS id, o.city_ref AS city_ref, o.ordered_at AS ordered,
       (SELECT group_concat(r.kind || ' ' || r.version, '、')
        FROM (SELECT * FROM media_release
              WHERE order_id = o.id AND deleted IS NULL
              ORDER BY released_on, kind) r) AS releases,
       o.nth || '/' || o.most || CASE WHEN o.agreed THEN ' 協議済' ELSE '' END
       AS nth,
       (SELECT nullif(count(d.changed) || '/' || count(*), '0/0')
        FROM ruled_media_doc d
        JOIN media_release r ON r.id = d.release_id AND r.order_id = o.id)
       AS docs,
       o.agreed_by || coalesce(' ' || kk_day_text(kk_day(o.agreed_at)), '')
       || coalesce(' ' || o.agreed_ref, '') AS agreed,
       o.note AS note
FROM media_order_now o
WHERE (:id IS NULL OR o.id = :id)
