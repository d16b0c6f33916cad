SELECT id, name FROM worker_now
ORDER BY kana, id
