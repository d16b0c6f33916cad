SELECT p.id AS "row", 'unit:' || u.id AS key, '' AS "column",
    'その部署には機器があります。先に移してください' AS words, 12 AS since,
    6 AS a_tab, p.id AS a_row, 1 AS a_col,
    11 AS b_tab, u.id AS b_row, 7 AS b_col
FROM dept p
JOIN unit u ON u.dept_id = p.id AND u.deleted IS NULL
WHERE p.deleted IS NOT NULL
