SELECT 30 AS id, CASE WHEN count(CASE WHEN a.late THEN 1 END) > 0
                      THEN '質問 回答の期限超過' ELSE '質問 回答待ち' END
       AS label,
       CASE WHEN count(CASE WHEN a.late THEN 1 END) > 0
            THEN count(CASE WHEN a.late THEN 1 END) ELSE count(*) END AS n,
       'questions' AS list
FROM qa_now a WHERE a.answered_at IS NULL
UNION ALL
SELECT 31, '質問 市へ未報告', count(*), 'questions'
FROM qa_now a
WHERE a.answered_at IS NOT NULL AND a.reported_at IS NULL
