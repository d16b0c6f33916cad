-- What a laptop's program that knew better wrote into what only the office
-- changes: the roster (person, 3) and the releases (media_release, 23). Entries
-- of programs before the rule (schema 7) count as accepted.
CREATE VIEW office_change(tab, row, col, entry, base) AS
SELECT c.tab, c.row, c.col, c.entry, c.base
FROM change c
CROSS JOIN entry e ON e.arrival = c.entry AND e.schema >= 7
CROSS JOIN writer w ON w.writer = e.writer
CROSS JOIN node n ON n.node = w.node AND n.role = 'laptop'
WHERE c.tab IN (3, 23);
