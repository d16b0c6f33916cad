-- The places that are called as their site is.
SELECT p.id, p.kana IS s.kana FROM place p
JOIN site s ON s.id = p.site_id AND s.name = p.name
WHERE s.id = :site AND p.deleted IS NULL
