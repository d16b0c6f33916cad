-- When a cell was last written, and by which action: its newest live head, or
-- the row's birth.
SELECT e.recorded_at, e.action FROM change c JOIN entry e ON e.arrival = c.entry
WHERE c.tab = :tab AND c.row = :row AND c.live = 1 AND c.col IN (0, :col)
ORDER BY c.col DESC, e.ltime DESC LIMIT 1
