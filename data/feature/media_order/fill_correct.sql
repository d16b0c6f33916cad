SELECT o.city_ref AS city_ref, o.ordered_at AS ordered, o.note AS note
FROM media_order o
WHERE o.id = :order
