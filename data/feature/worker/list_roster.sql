SELECT id, name, kana, role, coalesce(kana, name) AS sort
FROM worker_now
WHERE 1
