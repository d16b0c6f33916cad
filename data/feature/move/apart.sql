-- Neighbouring movements of a unit, one of each entry, that do not join up.
SELECT m.id, p.to_place_id, p.to_dept_id
FROM change b
JOIN unit_move m ON m.id = b.row AND m.deleted IS NULL
JOIN unit_move p ON p.id = (
    SELECT q.id FROM unit_move q
    WHERE q.unit_id = m.unit_id AND q.deleted IS NULL
      AND (ifnull(q.happened_at, 0), q.id) < (ifnull(m.happened_at, 0), m.id)
    ORDER BY q.happened_at DESC, q.id DESC LIMIT 1)
WHERE b.tab = 12 AND b.col = 0 AND b.entry IN (:lost, :won)
  AND m.from_place_id <> p.to_place_id
  AND EXISTS (SELECT 1 FROM change o WHERE o.tab = 12 AND o.row = p.id
      AND o.col = 0 AND o.entry = CASE b.entry WHEN :won THEN :lost
                                  ELSE :won END)
