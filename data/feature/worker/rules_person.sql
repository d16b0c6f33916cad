SELECT id AS "row", 'notified' AS key, 'notified' AS "column",
    '届出日が名簿開始より後です。市に届け出た人だけが従事できます' AS words,
    23 AS since, 3 AS a_tab, id AS a_row, 10 AS a_col,
    3 AS b_tab, id AS b_row, 7 AS b_col
FROM person
WHERE deleted IS NULL AND org = '受託者' AND notified_on > roster_from
