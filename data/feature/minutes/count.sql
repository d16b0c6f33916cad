SELECT 32 AS id, CASE WHEN count(CASE WHEN m.late THEN 1 END) > 0
                      THEN '議事録 期限超過' ELSE '議事録 未提出' END AS label,
       CASE WHEN count(CASE WHEN m.late THEN 1 END) > 0
            THEN count(CASE WHEN m.late THEN 1 END) ELSE count(*) END AS n,
       'minutes' AS list
FROM minutes_now m WHERE m.submitted_at IS NULL
