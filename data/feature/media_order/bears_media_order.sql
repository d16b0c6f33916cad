SELECT 24, o.id FROM media_order m
JOIN media_order o ON o.id <> m.id
    AND kk_ident(o.city_ref) = kk_ident(m.city_ref)
WHERE m.id = :id
UNION ALL
SELECT 23, id FROM media_release WHERE order_id = :id
UNION ALL
SELECT 23, o.id FROM media_release r
JOIN media_release o ON o.kind = r.kind AND o.id <> r.id
    AND kk_ident(o.version) = kk_ident(r.version)
WHERE r.order_id = :id
