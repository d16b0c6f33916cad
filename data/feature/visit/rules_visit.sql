SELECT id AS "row", 'maker_who' AS key, 'who_id' AS "column",
    'メーカーSEの訪問に従事者は選べません' AS words, 16 AS since,
    15 AS a_tab, id AS a_row, 4 AS a_col, 15 AS b_tab, id AS b_row, 3 AS b_col
FROM visit
WHERE deleted IS NULL AND maker = 1 AND who_id IS NOT NULL
