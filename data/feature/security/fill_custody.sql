SELECT p.id AS person
FROM worker_now p
WHERE p.id = kk_worker() AND p.role = '業務責任者'
