SELECT 'sha256' AS key, 'sha256' AS "column",
    '照合値は SHA-256 の 64 桁の 16 進数です（sha256sum ファイル名 で出ます）'
    AS words, '拒否' AS weight
FROM document d
WHERE d.id = :id AND d.deleted IS NULL AND d.sha256 IS NOT NULL
  AND (length(d.sha256) <> 64 OR d.sha256 GLOB '*[^0-9a-fA-F]*')
UNION ALL
SELECT 'late', 'at', '期限（' || kk_day_text(d.due_on) || '）を過ぎています',
    '注意'
FROM document d
WHERE d.id = :id AND d.deleted IS NULL AND kk_day(d.submitted_at) > d.due_on
