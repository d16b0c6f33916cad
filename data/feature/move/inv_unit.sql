-- A unit that left a place where its last movement had not brought it.
SELECT 'moves_apart', p.id || ':' || m.id, 11, m.unit_id,
    ifnull((SELECT machine_id FROM unit WHERE id = m.unit_id), '機器')
        || ' の異動がつながりません',
    (SELECT entry FROM change WHERE tab = 12 AND row = side.id AND col = 0)
FROM unit_move m
JOIN unit_move p ON p.id = (
    SELECT q.id FROM unit_move q
    WHERE q.unit_id = m.unit_id AND q.deleted IS NULL
      AND (q.happened_at IS NULL AND m.happened_at IS NOT NULL
           OR q.happened_at < m.happened_at
           OR q.happened_at IS m.happened_at AND q.id < m.id)
    ORDER BY q.happened_at DESC, q.id DESC LIMIT 1)
JOIN unit_move side ON side.id IN (p.id, m.id)
WHERE m.deleted IS NULL AND m.unit_id IS NOT NULL
  AND m.from_place_id <> p.to_place_id
