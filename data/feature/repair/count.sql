SELECT 4 AS id, '修理 窓口への連絡がまだ' AS label, count(*) AS n,
       'repairs' AS list
FROM repair r
WHERE r.deleted IS NULL AND r.called_at IS NULL AND r.finished_at IS NULL
