SELECT o.id AS "row", 'before' AS key, 'until_at' AS "column",
    '対応指示（' || kk_time_long(i.instructed_at) || '）より前です' AS words,
    16 AS since, 17 AS a_tab, o.id AS a_row, 5 AS a_col,
    13 AS b_tab, i.id AS b_row, 16 AS b_col
FROM overtime o
JOIN incident i ON i.id = o.incident_id AND o.until_at < i.instructed_at
WHERE o.deleted IS NULL
