-- By the city's number, or id.
SELECT o.id, coalesce(o.city_ref, '')
FROM media_order o
WHERE o.deleted IS NULL AND (o.id = :refid OR kk_ident(o.city_ref) = :ident)
