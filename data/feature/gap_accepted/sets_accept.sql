SELECT 'gap_accepted', g.id, 'by_id', kk_worker()
FROM gap_accepted g WHERE g.id = :id AND kk_worker() IS NOT NULL
