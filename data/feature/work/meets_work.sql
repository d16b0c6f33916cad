-- One person's work at two things at once, or after he left the roster.
SELECT w.id AS "row", 'overlap ' || o.id AS key, 'from_at' AS "column",
    p.name || ' の ' || kk_time_long(w.from_at) || ' からの作業と '
    || kk_time_long(o.from_at) || ' からの作業が重なります' AS words,
    16 AS since, 16 AS a_tab, w.id AS a_row, 5 AS a_col,
    16 AS b_tab, o.id AS b_row, 5 AS b_col
FROM work w
JOIN work o ON o.person_id = w.person_id AND o.id <> w.id
    AND o.deleted IS NULL AND o.from_at < w.to_at AND o.to_at > w.from_at
JOIN person p ON p.id = w.person_id
WHERE w.deleted IS NULL
UNION ALL
SELECT w.id, 'roster', 'person_id',
    p.name || ' は ' || kk_time_long(w.from_at) || ' の従事者名簿にない人です',
    16, 16, w.id, 4, 3, p.id, 8
FROM work w
JOIN person p ON p.id = w.person_id AND p.deleted IS NULL
    AND p.roster_to < (w.from_at + 32400) / 86400
WHERE w.deleted IS NULL
