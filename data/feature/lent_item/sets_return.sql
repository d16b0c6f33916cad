SELECT 'lent_item', id, 'holder_id', NULL FROM lent_item
WHERE id = :id AND holder_id IS NOT NULL
