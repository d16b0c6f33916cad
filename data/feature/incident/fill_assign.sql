-- Taking a case is the usual thing.
SELECT kk_worker() AS worker
