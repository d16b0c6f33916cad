SELECT h.id AS "row", 'double:' || o.id AS key, 'date' AS "column",
    'その日はもう登録されています。「休日を訂正」で変えてください' AS words,
    12 AS since, 2 AS a_tab, h.id AS a_row, 2 AS a_col,
    2 AS b_tab, o.id AS b_row, 2 AS b_col
FROM holiday h
JOIN holiday o ON o.date = h.date AND o.deleted IS NULL AND o.id <> h.id
WHERE h.deleted IS NULL
