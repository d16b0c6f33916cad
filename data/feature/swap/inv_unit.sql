-- One spare in two cases, though it never went anywhere in between. A spare
-- that came back and was used again has a movement between the two swaps.
SELECT 'spare_twice', a.id || ':' || b.id, 11, a.swap_spare_id,
    ifnull((SELECT machine_id FROM unit WHERE id = a.swap_spare_id), '予備機')
        || ' が二つの案件で使われています',
    (SELECT c.entry FROM change c JOIN entry e ON e.arrival = c.entry
     WHERE c.tab = 13 AND c.row = side.id
       AND (c.col = 0 OR c.col = 34 AND c.live = 1)
     ORDER BY c.col DESC, e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1)
FROM incident a
JOIN incident b ON b.swap_spare_id = a.swap_spare_id
    AND (ifnull(a.swap_at, 0), a.id) < (ifnull(b.swap_at, 0), b.id)
JOIN incident side ON side.id IN (a.id, b.id)
WHERE a.swap_spare_id IS NOT NULL
  AND a.deleted IS NULL AND b.deleted IS NULL
  AND NOT EXISTS (
      SELECT 1 FROM unit_move m
      WHERE m.unit_id = a.swap_spare_id AND m.deleted IS NULL
        AND m.incident_id IS NOT a.id AND m.incident_id IS NOT b.id
        AND m.happened_at >= a.swap_at AND m.happened_at <= b.swap_at)
