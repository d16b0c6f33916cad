-- Where a unit stands.
SELECT place_id, dept_id FROM unit WHERE id = :unit AND deleted IS NULL
