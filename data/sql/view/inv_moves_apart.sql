-- A unit that left a place where its last movement had not brought it.
CREATE VIEW inv_moves_apart(kind, key, tab, row, title, entry) AS
WITH step(id, unit_id, from_place_id, before, brought_to) AS (
    SELECT id, unit_id, from_place_id,
        lag(id) OVER (PARTITION BY unit_id ORDER BY happened_at, id),
        lag(to_place_id) OVER (PARTITION BY unit_id ORDER BY happened_at, id)
    FROM unit_move
    WHERE deleted IS NULL AND unit_id IS NOT NULL
), bad(id, unit_id, before) AS (
    SELECT id, unit_id, before FROM step WHERE from_place_id <> brought_to
), side(id, unit_id, before, move) AS (
    SELECT id, unit_id, before, id FROM bad
    UNION ALL SELECT id, unit_id, before, before FROM bad
)
SELECT 'moves_apart', s.before || ':' || s.id, 11, s.unit_id,
    ifnull((SELECT machine_id FROM unit WHERE id = s.unit_id), '機器')
        || ' の異動がつながりません',
    (SELECT entry FROM change WHERE tab = 12 AND row = s.move AND col = 0)
FROM side s;
