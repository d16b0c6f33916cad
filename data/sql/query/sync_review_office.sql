-- What of an entry stands in what only the office changes.
SELECT DISTINCT c.tab, c.row, c.col, c.base
FROM office_change c JOIN change h ON h.tab = c.tab AND h.row = c.row
    AND h.col = c.col AND h.entry = c.entry
WHERE c.entry = :entry AND (h.live = 1 OR h.col = 0)
ORDER BY c.tab, c.row, c.col
