SELECT 'double' AS key, 'no' AS "column",
    'その番号の拠点がもうあります（' || s.no || '）' AS words,
    '拒否' AS weight, NULL AS "into",
    'no site:' || min(o.id) || ':no' AS meets
FROM site s
JOIN site o ON o.no = s.no AND o.deleted IS NULL AND o.id <> s.id
WHERE s.id = :id AND s.deleted IS NULL
GROUP BY s.id
UNION ALL
SELECT 'term', 'valid_to', '終了が開始より前です', '拒否', NULL,
    'valid_from valid_to'
FROM site
WHERE id = :id AND deleted IS NULL AND valid_to < valid_from
UNION ALL
SELECT 'used', '', 'その拠点には場所か部署があります。先に外してください（'
    || count(*) || '件）', '拒否', NULL,
    'deleted ' || max(x.at)
FROM site s
JOIN (
    SELECT site_id, 'place:' || id || ':site_id' AS at FROM place
    WHERE deleted IS NULL
    UNION ALL
    SELECT site_id, 'dept:' || id || ':site_id' FROM dept
    WHERE deleted IS NULL
) x ON x.site_id = s.id
WHERE s.id = :id AND s.deleted IS NOT NULL
GROUP BY s.id
