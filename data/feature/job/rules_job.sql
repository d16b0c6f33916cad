SELECT id AS "row", 'received' AS key, 'received_at' AS "column",
    '受領が指示より前です' AS words, 12 AS since,
    21 AS a_tab, id AS a_row, 5 AS a_col, 21 AS b_tab, id AS b_row, 6 AS b_col
FROM job
WHERE deleted IS NULL AND received_at < ordered_at
