-- A site that was taken away.
SELECT 4, s.id FROM dept p
JOIN site s ON s.id = p.site_id AND s.deleted IS NOT NULL
WHERE p.id = :id
