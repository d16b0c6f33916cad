-- A release as it stands after the writes, and another live one of its kind
-- and version.
SELECT r.version, r.released_on, o.city_ref, kk_day(o.ordered_at),
       (SELECT t.id FROM media_release t
        WHERE t.kind = r.kind AND t.id <> r.id AND t.deleted IS NULL
          AND kk_ident(t.version) = kk_ident(r.version) LIMIT 1)
FROM media_release r
LEFT JOIN media_order o ON o.id = r.order_id
WHERE r.id = :release
