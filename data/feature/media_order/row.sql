-- Another live order with the number of this one; and a release that would
-- have come out before it was ordered.
SELECT (SELECT o.id FROM media_order o
        WHERE o.deleted IS NULL AND o.id <> m.id
          AND kk_ident(o.city_ref) = kk_ident(m.city_ref) LIMIT 1),
       (SELECT r.kind || ' ' || r.version FROM media_release r
        WHERE r.order_id = m.id AND r.deleted IS NULL
          AND r.released_on < kk_day(m.ordered_at) LIMIT 1)
FROM media_order m
WHERE m.id = :order
