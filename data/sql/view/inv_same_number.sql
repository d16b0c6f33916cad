-- The same number twice: copies that cannot talk may both give it. A case that
-- came in twice is put together with incident.merge.
CREATE VIEW inv_same_number(kind, key, tab, row, title, entry) AS
WITH numbered(tab, col, row, no, what) AS NOT MATERIALIZED (
    SELECT 13, 2, n.id, n.no, '案件' FROM incident n
    WHERE n.deleted IS NULL AND n.no IS NOT NULL
      AND EXISTS (SELECT 1 FROM incident o WHERE o.no = n.no AND o.id <> n.id
          AND o.deleted IS NULL)
    UNION ALL
    SELECT 13, 3, n.id, n.city_no, '案件管理番号' FROM incident n
    WHERE n.deleted IS NULL AND n.city_no IS NOT NULL
      AND EXISTS (SELECT 1 FROM incident o WHERE o.city_no = n.city_no AND o.id <> n.id
          AND o.deleted IS NULL)
    UNION ALL
    SELECT 11, 2, n.id, n.machine_id, '機器ID' FROM unit n
    WHERE n.deleted IS NULL AND n.machine_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM unit o WHERE o.machine_id = n.machine_id AND o.id <> n.id
          AND o.deleted IS NULL)
    UNION ALL
    SELECT 21, 3, n.id, n.no, '作業' FROM job n
    WHERE n.deleted IS NULL AND n.no IS NOT NULL
      AND EXISTS (SELECT 1 FROM job o WHERE o.no = n.no AND o.id <> n.id
          AND o.deleted IS NULL)
    UNION ALL
    SELECT 28, 2, n.id, n.no, '質問' FROM qa n
    WHERE n.deleted IS NULL AND n.no IS NOT NULL
      AND EXISTS (SELECT 1 FROM qa o WHERE o.no = n.no AND o.id <> n.id
          AND o.deleted IS NULL)
    UNION ALL
    SELECT 29, 2, n.id, n.no, '気づき' FROM finding n
    WHERE n.deleted IS NULL AND n.no IS NOT NULL
      AND EXISTS (SELECT 1 FROM finding o WHERE o.no = n.no AND o.id <> n.id
          AND o.deleted IS NULL)
)
SELECT 'same_number', n.tab || ':' || n.col || ':' || n.no, n.tab, n.row,
    n.what || ' ' || n.no || ' が二つあります',
    (SELECT c.entry FROM change c JOIN entry e ON e.arrival = c.entry
     WHERE c.tab = n.tab AND c.row = n.row
       AND (c.col = 0 OR c.col = n.col AND c.live = 1)
     ORDER BY c.col DESC, e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1)
FROM numbered n;
