SELECT 24 AS id, '予備機なし 市へ未報告' AS label, count(*) AS n,
       'due' AS list
FROM spare_short
