-- A page counter that runs backwards without having been replaced or reset.
CREATE VIEW inv_counter_back(kind, key, tab, row, title, entry) AS
WITH step(id, unit_id, n, reset_flag, before, n_before) AS (
    SELECT id, unit_id, "count", reset_flag,
        lag(id) OVER (PARTITION BY unit_id ORDER BY at, id),
        lag("count") OVER (PARTITION BY unit_id ORDER BY at, id)
    FROM print_count
    WHERE deleted IS NULL AND unit_id IS NOT NULL
), bad(id, unit_id, before) AS (
    SELECT id, unit_id, before FROM step
    WHERE n < n_before AND reset_flag IS NULL
), side(id, unit_id, before, one) AS (
    SELECT id, unit_id, before, id FROM bad
    UNION ALL SELECT id, unit_id, before, before FROM bad
)
SELECT 'counter_back', s.before || ':' || s.id, 11, s.unit_id,
    ifnull((SELECT machine_id FROM unit WHERE id = s.unit_id), '機器')
        || ' の印刷枚数が減っています',
    (SELECT entry FROM change WHERE tab = 27 AND row = s.one AND col = 0)
FROM side s;
