-- An agreement, and work that had begun before it: check.sql asks who came
-- first, and of two who did not know of each other nobody did.
--alone
SELECT i.id AS "row", 'waive_start' AS key, 'agreed_at' AS "column",
    '着手対象外の合意 ' || kk_time_long(i.waive_agreed_at) || ' が着手 '
    || kk_time_long(v.started_at) || ' より後です' AS words, 16 AS since,
    13 AS a_tab, i.id AS a_row, 29 AS a_col,
    15 AS b_tab, v.id AS b_row, 9 AS b_col
FROM incident i
JOIN visit v ON v.incident_id = i.id AND v.deleted IS NULL
    AND v.maker IS NOT 1 AND v.started_at < i.waive_agreed_at
WHERE i.deleted IS NULL
  AND NOT EXISTS (SELECT 1 FROM visit o
                  WHERE o.incident_id = i.id AND o.deleted IS NULL
                    AND o.maker IS NOT 1
                    AND (o.started_at, o.id) < (v.started_at, v.id))
  AND NOT EXISTS (SELECT 1 FROM pass p
                  WHERE p."row" = i.id AND p.tab = 13 AND p.deleted IS NULL
                    AND p."key" = 'waive_start')
