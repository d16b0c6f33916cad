SELECT count(*) FROM unit WHERE place_id = :id AND deleted IS NULL
