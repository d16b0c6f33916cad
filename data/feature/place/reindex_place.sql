SELECT id FROM unit WHERE place_id = :id
