-- Its spare, and the cases that bear one of its numbers.
SELECT 11, swap_spare_id FROM incident WHERE id = :id
UNION ALL SELECT 13, o.id FROM incident i JOIN incident o ON o.no = i.no
WHERE i.id = :id
UNION ALL SELECT 13, o.id FROM incident i JOIN incident o ON o.city_no = i.city_no
WHERE i.id = :id
