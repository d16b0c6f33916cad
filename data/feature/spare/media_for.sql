-- The release a unit is to be rebuilt with: the one named, else the newest of
-- its kind; and whether it is one of its model.
SELECT r.id, EXISTS (SELECT 1 FROM image i
                     WHERE i.kind = r.kind AND i.model_id = u.model_id
                       AND i.deleted IS NULL),
       r.released_on, (SELECT max(w.at) FROM unit_wipe w
                       WHERE w.unit_id = u.id)
FROM unit_now u
JOIN media_release r ON r.id = coalesce(
    :media, (SELECT c.release_id FROM media_current c
             WHERE c.kind = coalesce(u.role_kind, u.image_kind)))
WHERE u.id = :unit
