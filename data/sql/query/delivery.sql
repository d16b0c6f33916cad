-- What was made final under that name.
SELECT d.made_at, d.vector, d.sums FROM delivery d
WHERE d.set_name = :set_name AND d.deleted IS NULL
ORDER BY d.made_at, d.id LIMIT 1
