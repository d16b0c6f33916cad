-- Of those what stands: heads, and rows that nobody took away since.
CREATE VIEW review_office(tab, row, entry) AS
SELECT c.tab, c.row, c.entry
FROM office_change c
CROSS JOIN change h ON h.tab = c.tab AND h.row = c.row AND h.col = c.col
    AND h.entry = c.entry AND (h.live = 1 OR h.col = 0)
WHERE c.col = 1
   OR (c.tab = 3 AND NOT EXISTS (SELECT 1 FROM person p
       WHERE p.id = c.row AND p.deleted = 1))
   OR (c.tab = 23 AND NOT EXISTS (SELECT 1 FROM media_release r
       WHERE r.id = c.row AND r.deleted = 1));
