-- One worker who is on the roster twice at a time.
SELECT p.id AS "row", 'double ' || o.id AS key, 'name' AS "column",
    p.name || ' が従事者名簿に二人います' AS words, 16 AS since,
    3 AS a_tab, p.id AS a_row, 2 AS a_col, 3 AS b_tab, o.id AS b_row, 2 AS b_col
FROM person p
JOIN person o ON o.id <> p.id AND o.deleted IS NULL AND o.org = '受託者'
    AND kk_fold(o.name) = kk_fold(p.name)
    AND coalesce(o.roster_to, p.roster_from, 0) >= coalesce(p.roster_from, 0)
    AND coalesce(p.roster_to, o.roster_from, 0) >= coalesce(o.roster_from, 0)
WHERE p.deleted IS NULL AND p.org = '受託者'
