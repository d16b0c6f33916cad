SELECT id AS "row", 'reported' AS key, 'reported_at' AS "column",
    CASE kind WHEN '研修' THEN '実施した日時' WHEN '保管確認' THEN '確かめた日時'
        WHEN '監査' THEN '監査の日時' ELSE '起きた日時' END
        || '（' || kk_time_long(at) || '）より前です' AS words, 12 AS since,
    34 AS a_tab, id AS a_row, 3 AS a_col, 34 AS b_tab, id AS b_row, 5 AS b_col
FROM sec_record
WHERE deleted IS NULL AND reported_at < at
