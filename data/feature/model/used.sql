SELECT count(*) FROM unit WHERE model_id = :id AND deleted IS NULL
