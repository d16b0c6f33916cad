-- The movements of an entry that are there still; with :won only of units that
-- that entry moved, too. A unit that the entry itself brought in keeps its first.
SELECT m.id, m.unit_id, m.from_place_id, m.from_dept_id
FROM change b
JOIN unit_move m ON m.id = b.row AND m.deleted IS NULL
WHERE b.entry = :lost AND b.tab = 12 AND b.col = 0
  AND NOT EXISTS (SELECT 1 FROM change n WHERE n.tab = 11
      AND n.row = m.unit_id AND n.col = 0 AND n.entry = :lost)
  AND (:won = 0 OR EXISTS (
      SELECT 1 FROM change w JOIN unit_move x ON x.id = w.row
      WHERE w.entry = :won AND w.tab = 12 AND x.unit_id = m.unit_id))
