SELECT 'delivery', d.id, 'by_id', kk_worker()
FROM delivery d WHERE d.id = :id AND kk_worker() IS NOT NULL
