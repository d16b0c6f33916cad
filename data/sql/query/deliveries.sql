-- The months that were handed in for good, the last one first.
SELECT d.month, d.made_at, d.vector FROM delivery d
WHERE d.deleted IS NULL AND d.month < :month
ORDER BY d.made_at DESC, d.set_name DESC
