-- Setting up anew is a work of its own, or comes before a PC is installed.
SELECT CASE WHEN j.kind = '再セットアップ'
    THEN '再セットアップの指示では「機器の作業を終える」で記録します'
    ELSE '撤去する機器は再セットアップしません' END, 'line'
FROM job_line l
JOIN job j ON j.id = l.job_id AND j.kind <> '設置'
WHERE l.id = :id
UNION ALL
SELECT 'この機器は取りやめています', 'line'
FROM job_line WHERE id = :id AND cancelled_at IS NOT NULL
