-- Orders to renew media among all of the city's.
WITH o AS (
    SELECT o.*,
        (SELECT min(r.kind || ' ' || r.version) FROM media_release r
         WHERE r.order_id = o.id AND r.deleted IS NULL) AS first
    FROM media_order_work o
)
SELECT o.id AS id, 'media_order' AS target, '' AS mark,
    '媒体 ' || o.nth || '回目'
    || CASE WHEN o.agreed THEN ' 協議済' ELSE '' END AS kind,
    o.city_ref AS order_no,
    o.first || CASE WHEN o.media > 1 THEN ' ほか' || (o.media - 1) || '種'
                    ELSE '' END AS what,
    o.media || '種' AS amount, NULL AS due,
    CASE WHEN o.finished_at IS NOT NULL
         THEN kk_day_text(kk_day(o.finished_at)) || ' 提出'
         WHEN o.media = 0 THEN '更新する媒体'
         WHEN o.masters < o.media
         THEN 'マスター更新 ' || o.masters || '/' || o.media
         WHEN o.sticks < o.media THEN '媒体 ' || o.sticks || '/' || o.media
         WHEN o.manuals < o.all_manuals
         THEN '手順書 ' || o.manuals || '/' || o.all_manuals
         WHEN NOT o.verified AND o.released < o.media THEN '検証'
         WHEN o.released < o.media
         THEN '公開 ' || o.released || '/' || o.media
         WHEN o.fresh < o.spares
         THEN '予備更新 ' || o.fresh || '/' || o.spares
         ELSE '提出' END AS next,
    CASE WHEN o.finished_at IS NOT NULL THEN NULL
         WHEN o.media = 0 THEN 'まず Enter で開き、更新する媒体を決めます' END
    AS about,
    o.finished_at IS NULL AS open,
    CASE WHEN o.finished_at IS NULL THEN 4102444800
         ELSE 100000000000 - o.finished_at END AS sort,
    NULL AS place_id
FROM o
