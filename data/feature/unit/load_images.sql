SELECT id, kind, 0, kind FROM image WHERE deleted IS NULL
UNION ALL
SELECT id, label, 0, kind FROM image WHERE deleted IS NULL AND label IS NOT NULL
