SELECT count(*) FROM unit WHERE dept_id = :id AND deleted IS NULL
