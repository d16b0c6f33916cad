SELECT id AS "row", 'reported' AS key, 'reported_at' AS "column",
    '気づいた日時（' || kk_time_long(found_at) || '）より前です' AS words,
    24 AS since,
    29 AS a_tab, id AS a_row, 6 AS a_col, 29 AS b_tab, id AS b_row, 7 AS b_col
FROM finding
WHERE deleted IS NULL AND reported_at < found_at
UNION ALL
SELECT id, 'finished', 'finished_at',
    '気づいた日時（' || kk_time_long(found_at) || '）より前です', 24,
    29, id, 6, 29, id, 10
FROM finding
WHERE deleted IS NULL AND finished_at < found_at
