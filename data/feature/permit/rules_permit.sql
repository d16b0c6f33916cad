SELECT id AS "row", 'period' AS key, 'to_day' AS "column",
    '有効期間の終わりは始めより後にしてください' AS words, 12 AS since,
    33 AS a_tab, id AS a_row, 5 AS a_col, 33 AS b_tab, id AS b_row, 6 AS b_col
FROM permit
WHERE deleted IS NULL AND to_day < from_day
