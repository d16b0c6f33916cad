-- The same number twice: copies that cannot talk may both give it. A case that
-- came in twice is put together with incident.merge.
CREATE VIEW inv_same_number(kind, key, tab, row, title, entry) AS
WITH numbered(tab, col, row, no, what) AS (
    SELECT 13, 2, id, no, '案件' FROM incident WHERE deleted IS NULL
    UNION ALL
    SELECT 13, 3, id, city_no, '案件管理番号' FROM incident
    WHERE deleted IS NULL
    UNION ALL
    SELECT 11, 2, id, machine_id, '機器ID' FROM unit WHERE deleted IS NULL
    UNION ALL
    SELECT 21, 3, id, no, '作業' FROM job WHERE deleted IS NULL
    UNION ALL
    SELECT 28, 2, id, no, '質問' FROM qa WHERE deleted IS NULL
    UNION ALL
    SELECT 29, 2, id, no, '気づき' FROM finding WHERE deleted IS NULL
), twice(tab, col, no) AS (
    SELECT 13, 2, no FROM incident WHERE deleted IS NULL AND no IS NOT NULL
    GROUP BY no HAVING count(*) > 1
    UNION ALL
    SELECT 13, 3, city_no FROM incident
    WHERE deleted IS NULL AND city_no IS NOT NULL
    GROUP BY city_no HAVING count(*) > 1
    UNION ALL
    SELECT 11, 2, machine_id FROM unit
    WHERE deleted IS NULL AND machine_id IS NOT NULL
    GROUP BY machine_id HAVING count(*) > 1
    UNION ALL
    SELECT 21, 3, no FROM job WHERE deleted IS NULL AND no IS NOT NULL
    GROUP BY no HAVING count(*) > 1
    UNION ALL
    SELECT 28, 2, no FROM qa WHERE deleted IS NULL AND no IS NOT NULL
    GROUP BY no HAVING count(*) > 1
    UNION ALL
    SELECT 29, 2, no FROM finding WHERE deleted IS NULL AND no IS NOT NULL
    GROUP BY no HAVING count(*) > 1
)
SELECT 'same_number', t.tab || ':' || t.col || ':' || t.no, t.tab, n.row,
    n.what || ' ' || t.no || ' が二つあります'
        || CASE WHEN t.tab = 13
                THEN '（同じ案件なら「同一案件として統合」）' ELSE '' END,
    (SELECT c.entry FROM change c JOIN entry e ON e.arrival = c.entry
     WHERE c.tab = t.tab AND c.row = n.row
       AND (c.col = 0 OR c.col = t.col AND c.live = 1)
     ORDER BY c.col DESC, e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1)
FROM twice t
JOIN numbered n ON n.tab = t.tab AND n.col = t.col AND n.no = t.no;
