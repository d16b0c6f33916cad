SELECT id, name, 0, dev_type FROM model WHERE deleted IS NULL
UNION ALL
SELECT id, short, 0, dev_type FROM model
WHERE deleted IS NULL AND short IS NOT NULL
UNION ALL
SELECT id, maker || ' ' || name, 0, dev_type FROM model
WHERE deleted IS NULL AND maker IS NOT NULL
