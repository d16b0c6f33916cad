SELECT 22 AS id, '事故 市へ未報告' AS label, count(*) AS n, 'security' AS list
FROM sec_record s
WHERE s.deleted IS NULL AND s.reported_at IS NULL AND s.kind IS NOT '合言葉'
