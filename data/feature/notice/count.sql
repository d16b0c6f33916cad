SELECT 33 AS id, '疑義 市の回答待ち' AS label, count(*) AS n,
       'notices' AS list
FROM notice_now n WHERE n.kind = '疑義' AND n.finished_at IS NULL AND n.open
UNION ALL
SELECT 34, '機器使用 承認待ち', count(*), 'notices'
FROM notice_now n WHERE n.kind = '機器使用申出' AND n.finished_at IS NULL AND n.open
