SELECT id AS "row", 'forwards' AS key, 'to_at' AS "column",
    '作業の終了は開始より後にしてください' AS words, 16 AS since,
    16 AS a_tab, id AS a_row, 6 AS a_col, 16 AS b_tab, id AS b_row, 5 AS b_col
FROM work
WHERE deleted IS NULL AND to_at <= from_at
