SELECT id, city_ref, deleted, kk_numbers(city_ref), NULL, NULL
FROM media_order
