SELECT id AS "row", 'ended' AS key, 'ended_at' AS "column",
    '終了が開始より前です' AS words, 25 AS since,
    30 AS a_tab, id AS a_row, 9 AS a_col, 30 AS b_tab, id AS b_row, 10 AS b_col
FROM minutes
WHERE deleted IS NULL AND ended_at < started_at
UNION ALL
SELECT id, 'submitted', 'submitted_at', '打合せの開始（'
    || kk_time_long(started_at) || '）より前です', 25, 30, id, 9, 30, id, 6
FROM minutes
WHERE deleted IS NULL AND submitted_at < started_at
UNION ALL
SELECT id, 'next', 'next_at', '次回が今回の開始より前です', 25,
    30, id, 9, 30, id, 15
FROM minutes
WHERE deleted IS NULL AND next_at < started_at
