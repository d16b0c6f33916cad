-- Which devices count.
SELECT 21, j.id FROM job j
WHERE EXISTS (SELECT 1 FROM model m WHERE m.id = :id)
