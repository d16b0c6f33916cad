SELECT id AS "row", 'fields' AS key, 'fields' AS "column",
    'つながらなかった連絡では確認できません' AS words, 16 AS since,
    14 AS a_tab, id AS a_row, 8 AS a_col, 14 AS b_tab, id AS b_row, 6 AS b_col
FROM contact
WHERE deleted IS NULL AND reached IS NOT 1 AND fields_confirmed IS NOT NULL
