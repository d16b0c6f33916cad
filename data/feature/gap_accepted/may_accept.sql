SELECT 'もう了承しています（' || g.reason || '）' AS words, 'gap' AS param
FROM gap_accepted g
WHERE g.month = :month AND g.gap = :gap AND g.deleted IS NULL
