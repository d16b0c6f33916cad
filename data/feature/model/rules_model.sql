SELECT m.id AS "row", 'unit:' || u.id AS key, '' AS "column",
    'その機種の機器があります。valid_to で終了日を入れてください' AS words,
    12 AS since, 10 AS a_tab, m.id AS a_row, 1 AS a_col,
    11 AS b_tab, u.id AS b_row, 4 AS b_col
FROM model m
JOIN unit u ON u.model_id = m.id AND u.deleted IS NULL
WHERE m.deleted IS NOT NULL
UNION ALL
SELECT id, 'term', 'valid_to', '終了が開始より前です', 12,
    10, id, 12, 10, id, 13
FROM model
WHERE deleted IS NULL AND valid_to < valid_from
