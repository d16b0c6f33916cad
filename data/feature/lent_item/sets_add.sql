SELECT 'lent_item', id, 'since_at', lent_at FROM lent_item
WHERE id = :id AND holder_id IS NOT NULL
