-- What is over its day, else what goes on the next one.
WITH open(due_on) AS (
    SELECT c.due_on FROM document_now c
    WHERE c.open AND c.due_on IS NOT NULL
), next(day) AS (
    SELECT max(min(due_on), kk_today() - 1) FROM open
)
SELECT 5 AS id,
       CASE WHEN n.day < kk_today() THEN '提出 期限超過'
            ELSE '提出 ' || CAST(substr(kk_day_iso(n.day), 6, 2) AS INTEGER)
                || '/' || CAST(substr(kk_day_iso(n.day), 9) AS INTEGER)
                || 'まで' END AS label,
       (SELECT count(*) FROM open WHERE due_on <= n.day) AS n,
       'documents' AS list
FROM next n WHERE n.day IS NOT NULL
