SELECT city_ref FROM media_order WHERE id = :id
