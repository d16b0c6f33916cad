-- Orders of every kind that are not finished.
SELECT 3 AS id, '作業中の業務' AS label,
    (SELECT count(*) FROM job j
     WHERE j.deleted IS NULL AND j.finished_at IS NULL
       AND j.cancelled_at IS NULL)
    + (SELECT count(*) FROM media_order o
       WHERE o.deleted IS NULL AND o.finished_at IS NULL
       AND o.cancelled_at IS NULL) AS n,
    'tasks' AS list
