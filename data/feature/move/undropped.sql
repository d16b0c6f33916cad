-- The movements that an entry took away; with :won only of units that that
-- entry moved.
SELECT m.id, m.unit_id
FROM change d
JOIN unit_move m ON m.id = d.row AND m.deleted IS NOT NULL
WHERE d.entry = :lost AND d.tab = 12 AND d.col = 1 AND d.val = 1
  AND d.live = 1
  AND (:won = 0 OR EXISTS (
      SELECT 1 FROM change w JOIN unit_move x ON x.id = w.row
      WHERE w.entry = :won AND w.tab = 12 AND x.unit_id = m.unit_id))
