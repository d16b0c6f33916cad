SELECT no FROM incident
WHERE city_no = :city_no AND id <> :self AND deleted IS NULL
LIMIT 1
