SELECT id AS "row", 'made' AS key, 'made_at' AS "column",
    '提出（' || kk_time_long(submitted_at) || '）より後です' AS words,
    23 AS since, 35 AS a_tab, id AS a_row, 5 AS a_col,
    35 AS b_tab, id AS b_row, 6 AS b_col
FROM document
WHERE deleted IS NULL AND submitted_at < made_at
