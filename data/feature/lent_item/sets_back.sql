SELECT 'lent_item', id, 'checked_at', since_at FROM lent_item WHERE id = :id
UNION ALL
SELECT 'lent_item', id, 'holder_id', NULL FROM lent_item WHERE id = :id
UNION ALL
SELECT 'lent_item', id, 'incident_id', NULL FROM lent_item
WHERE id = :id AND incident_id IS NOT NULL
