SELECT 'used' AS key, '' AS "column",
    'その部署には機器があります。先に移してください（' || count(*) || '件）' AS words,
    '拒否' AS weight, NULL AS "into",
    'deleted unit:' || min(u.id) || ':dept_id' AS meets
FROM dept p
JOIN unit u ON u.dept_id = p.id AND u.deleted IS NULL
WHERE p.id = :id AND p.deleted IS NOT NULL
GROUP BY p.id
