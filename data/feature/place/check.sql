SELECT 'used' AS key, '' AS "column",
    'その場所には機器があります。先に移してください（' || count(*) || '件）' AS words,
    '拒否' AS weight, NULL AS "into",
    'deleted unit:' || min(u.id) || ':place_id' AS meets
FROM place p
JOIN unit u ON u.place_id = p.id AND u.deleted IS NULL
WHERE p.id = :id AND p.deleted IS NOT NULL
GROUP BY p.id
