SELECT id AS "row", 'approved' AS key, 'approved_on' AS "column",
    '承認日が協議日より前です' AS words, 25 AS since,
    32 AS a_tab, id AS a_row, 15 AS a_col, 32 AS b_tab, id AS b_row, 16 AS b_col
FROM notice
WHERE deleted IS NULL AND approved_on < agreed_on
UNION ALL
SELECT id, 'answered', 'answered_at',
    '確認した日時（' || kk_time_long(told_at) || '）より前です', 25,
    32, id, 11, 32, id, 20
FROM notice
WHERE deleted IS NULL AND answered_at < told_at
