-- It was none. What it did to its unit is as before, where it still stands so.
-- What the swap did that began it stays: the unit is out of its place.
WITH RECURSIVE own(arrival) AS (
    SELECT arrival FROM entry
    WHERE subject_table = 20 AND subject = :id AND action LIKE 'repair.%'
    UNION
    SELECT e.arrival FROM own o JOIN entry e ON e.undoes = o.arrival
), cell(name, col) AS (
    VALUES ('state', 10), ('spare_state', 17), ('spare_incident_id', 18)
)
SELECT 'unit', r.unit_id, x.name,
    kk_then(11, r.unit_id, x.col, f.ltime, f.writer, f.seq - 1)
FROM repair r
CROSS JOIN cell x
JOIN entry f ON f.arrival = (
    SELECT c.entry FROM change c JOIN entry e ON e.arrival = c.entry
    WHERE c.tab = 11 AND c.row = r.unit_id AND c.col = x.col
      AND c.entry IN (SELECT arrival FROM own)
    ORDER BY e.ltime, e.writer, e.seq LIMIT 1)
WHERE r.id = :id
  AND NOT EXISTS (
      SELECT 1 FROM change c
      WHERE c.tab = 11 AND c.row = r.unit_id AND c.col = x.col AND c.live = 1
        AND c.val IS NOT (
            SELECT l.val FROM change l JOIN entry e ON e.arrival = l.entry
            WHERE l.tab = 11 AND l.row = r.unit_id AND l.col = x.col
              AND l.entry IN (SELECT arrival FROM own)
            ORDER BY e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1))
