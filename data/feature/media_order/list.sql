-- The city's orders to renew media, with what each of them brought.
SELECT o.id AS id, o.city_ref AS city_ref, o.ordered_at AS ordered,
       (SELECT group_concat(r.kind || ' ' || r.version, '、')
        FROM (SELECT * FROM media_release
              WHERE order_id = o.id AND deleted IS NULL
              ORDER BY released_on, kind) r) AS releases,
       CASE WHEN o.cancelled_at IS NOT NULL THEN '取りやめ'
            ELSE o.nth || '/' || o.most
            || CASE WHEN o.agreed THEN ' 協議済' ELSE '' END END AS nth,
       CASE WHEN o.media > 0 THEN (o.masters + o.sticks + o.manuals) || '/'
            || (o.all_manuals + 2 * o.media) END AS docs,
       CASE WHEN o.media > 0 THEN o.fresh || '/' || o.spares END AS fresh,
       o.finished_at AS submitted, o.submitted_to AS submitted_to,
       o.agreed_by || coalesce(' ' || kk_day_text(kk_day(o.agreed_at)), '')
       || coalesce(' ' || o.agreed_ref, '') AS agreed,
       o.note AS note, o.cancelled_at AS cancelled,
       o.finished_at IS NULL AND o.cancelled_at IS NULL AS open
FROM media_order_each o
WHERE (:id IS NULL OR o.id = :id)
