SELECT id AS "row", 'answered' AS key, 'answered_at' AS "column",
    '質問を受けた日時（' || kk_time_long(asked_at) || '）より前です' AS words,
    21 AS since,
    28 AS a_tab, id AS a_row, 6 AS a_col, 28 AS b_tab, id AS b_row, 9 AS b_col
FROM qa
WHERE deleted IS NULL AND answered_at < asked_at
UNION ALL
SELECT id, 'reported', 'reported_at',
    '質問を受けた日時（' || kk_time_long(asked_at) || '）より前です', 21,
    28, id, 6, 28, id, 10
FROM qa
WHERE deleted IS NULL AND reported_at < asked_at
UNION ALL
SELECT id, 'due', 'due_on', '回答予定日が質問を受けた日より前です', 21,
    28, id, 6, 28, id, 8
FROM qa
WHERE deleted IS NULL AND due_on < (asked_at + 32400) / 86400
