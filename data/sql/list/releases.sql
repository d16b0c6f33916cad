SELECT r.id AS id, r.kind AS kind, r.version AS version,
       r.released_on AS released_on,
       EXISTS (SELECT 1 FROM media_current c
               WHERE c.release_id = r.id) AS current
FROM media_release r
WHERE r.deleted IS NULL AND (:id IS NULL OR r.id = :id)
