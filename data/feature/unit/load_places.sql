-- What a list may call a place: its own name, its site's name or number.
SELECT p.id, p.name, p.site_id, p.kind FROM place p
WHERE p.deleted IS NULL AND p.name IS NOT NULL
UNION ALL
SELECT p.id, s.name, p.site_id, p.kind FROM place p
JOIN site s ON s.id = p.site_id
WHERE p.deleted IS NULL AND s.deleted IS NULL
UNION ALL
SELECT p.id, CAST(s.no AS TEXT), p.site_id, p.kind FROM place p
JOIN site s ON s.id = p.site_id
WHERE p.deleted IS NULL AND s.deleted IS NULL AND s.no IS NOT NULL
UNION ALL
SELECT p.id, 'No.' || s.no, p.site_id, p.kind FROM place p
JOIN site s ON s.id = p.site_id
WHERE p.deleted IS NULL AND s.deleted IS NULL AND s.no IS NOT NULL
