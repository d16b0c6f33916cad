SELECT x.id AS "row", 'twice' AS key, 'person' AS "column",
    coalesce(p.name, '') || ' はこの研修にもうあります' AS words, 25 AS since,
    43 AS a_tab, x.id AS a_row, 3 AS a_col, 43 AS b_tab, o.id AS b_row, 3 AS b_col
FROM sec_person x
JOIN sec_person o ON o.sec_record_id = x.sec_record_id
    AND o.person_id = x.person_id AND o.id <> x.id AND o.deleted IS NULL
LEFT JOIN person p ON p.id = x.person_id
WHERE x.deleted IS NULL
