-- One who was taken off the roster, and was somewhere afterwards.
SELECT v.id AS "row", 'roster' AS key, 'who_id' AS "column",
    p.name || ' は ' || kk_time_long(coalesce(v.arrived_at, v.started_at))
    || ' の従事者名簿にない人です' AS words, 16 AS since,
    15 AS a_tab, v.id AS a_row, 3 AS a_col,
    3 AS b_tab, p.id AS b_row, 8 AS b_col
FROM visit v
JOIN person p ON p.id = v.who_id AND p.deleted IS NULL
    AND p.roster_to
        < (coalesce(v.arrived_at, v.started_at) + 32400) / 86400
WHERE v.deleted IS NULL
