SELECT id FROM unit WHERE model_id = :id
