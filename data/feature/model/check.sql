SELECT 'used' AS key, '' AS "column",
    'その機種の機器があります。valid_to で終了日を入れてください（' || count(*)
    || '件）' AS words,
    '拒否' AS weight, NULL AS "into",
    'deleted unit:' || min(u.id) || ':model_id' AS meets
FROM model m
JOIN unit u ON u.model_id = m.id AND u.deleted IS NULL
WHERE m.id = :id AND m.deleted IS NOT NULL
GROUP BY m.id
UNION ALL
SELECT 'term', 'valid_to', '終了が開始より前です', '拒否', NULL,
    'valid_from valid_to'
FROM model
WHERE id = :id AND deleted IS NULL AND valid_to < valid_from
