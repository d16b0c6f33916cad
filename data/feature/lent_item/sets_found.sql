SELECT 'lent_item', id, 'lost_at', NULL FROM lent_item WHERE id = :id
