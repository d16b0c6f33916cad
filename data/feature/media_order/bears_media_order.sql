SELECT 24, o.id FROM media_order m
JOIN media_order o ON o.id <> m.id
    AND kk_ident(o.city_ref) = kk_ident(m.city_ref)
WHERE m.id = :id
UNION ALL
SELECT 23, id FROM media_release WHERE order_id = :id
