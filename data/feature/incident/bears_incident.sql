-- The spare that was swapped in.
SELECT 11, swap_spare_id FROM incident WHERE id = :id
