-- One at a time; and none that ends before it begins.
SELECT a.id AS "row", 'double ' || o.id AS key, 'from_day' AS "column",
    a.role || ' がその日に二人になります' AS words, 23 AS since,
    41 AS a_tab, a.id AS a_row, 4 AS a_col,
    41 AS b_tab, o.id AS b_row, 4 AS b_col
FROM appointment a
JOIN appointment o ON o.role = a.role AND o.id <> a.id AND o.deleted IS NULL
    AND o.from_day <= coalesce(a.to_day, o.from_day)
    AND a.from_day <= coalesce(o.to_day, a.from_day)
WHERE a.deleted IS NULL
UNION ALL
SELECT a.id, 'term', 'to_day', '終了が開始より前です', 23,
    41, a.id, 4, 41, a.id, 5
FROM appointment a
WHERE a.deleted IS NULL AND a.to_day < a.from_day
