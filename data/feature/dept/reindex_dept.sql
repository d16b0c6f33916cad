SELECT id FROM unit WHERE dept_id = :id
