SELECT s.id AS "row", 'double:' || o.id AS key, 'no' AS "column",
    'その番号の拠点がもうあります（' || s.no || '）' AS words, 12 AS since,
    4 AS a_tab, s.id AS a_row, 2 AS a_col,
    4 AS b_tab, o.id AS b_row, 2 AS b_col
FROM site s
JOIN site o ON o.no = s.no AND o.deleted IS NULL AND o.id <> s.id
WHERE s.deleted IS NULL
UNION ALL
SELECT id, 'term', 'valid_to', '終了が開始より前です', 12, 4, id, 7, 4, id, 8
FROM site
WHERE deleted IS NULL AND valid_to < valid_from
UNION ALL
SELECT s.id, 'place:' || p.id, '',
    'その拠点には場所か部署があります。先に外してください', 12,
    4, s.id, 1, 5, p.id, 2
FROM site s
JOIN place p ON p.site_id = s.id AND p.deleted IS NULL
WHERE s.deleted IS NOT NULL
UNION ALL
SELECT s.id, 'dept:' || d.id, '',
    'その拠点には場所か部署があります。先に外してください', 12,
    4, s.id, 1, 6, d.id, 2
FROM site s
JOIN dept d ON d.site_id = s.id AND d.deleted IS NULL
WHERE s.deleted IS NOT NULL
