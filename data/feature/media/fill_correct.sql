SELECT r.version AS version, r.order_id AS "order",
       r.released_on AS released, r.note AS note
FROM media_release r
WHERE r.id = :media
