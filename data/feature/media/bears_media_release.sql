SELECT 23, o.id FROM media_release r
JOIN media_release o ON o.kind = r.kind AND o.id <> r.id
    AND kk_ident(o.version) = kk_ident(r.version)
WHERE r.id = :id
UNION ALL
SELECT 24, order_id FROM media_release WHERE id = :id
