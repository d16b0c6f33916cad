SELECT 24, r.order_id FROM media_doc d
JOIN media_release r ON r.id = d.release_id
WHERE d.id = :id
