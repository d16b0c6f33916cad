-- The facts of steps.csv for one repair.
SELECT CASE WHEN ships THEN 'S' ELSE '-' END AS flow_class, NULL AS dev_type,
    coalesce(erase_needed, 0) OR erased_at IS NOT NULL AS erase,
    (coalesce(erase_needed, 0) OR erased_at IS NOT NULL)
        AND issues_certificate IS 1 AND NOT erase_left AS cert,
    flow_class = 'P' AND NOT stays AS image,
    NOT stays AS back, stays AS stays,
    called_at AS called,
    -- What came after it needs no date any more.
    CASE WHEN witnessed
              OR coalesce(repaired_at, erased_at, rebuilt_at, finished_at)
                 IS NOT NULL
         THEN coalesce(visit_at, repaired_at, erased_at, rebuilt_at,
                       finished_at,
                       CASE WHEN skip_ok IS NOT NULL THEN '立会を省略'
                       END)
    END AS planned,
    repaired_at AS fixed,
    coalesce(erased_at, CASE WHEN erase_left THEN '省略 ' || erase_ok END)
        AS erased,
    cert_no AS certificate,
    rebuilt_at AS rebuilt, finished_at AS finished
FROM repair_now
WHERE id = :id
