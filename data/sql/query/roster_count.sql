SELECT count(*) FROM worker_now
