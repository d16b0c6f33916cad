-- The limits.
SELECT 21, j.id FROM job j
WHERE EXISTS (SELECT 1 FROM contract_param p WHERE p.id = :id)
