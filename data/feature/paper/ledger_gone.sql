-- Units that are in none of the lists any more (廃止、管理外、市引渡): when that
-- came about, and why.
SELECT u.id AS id, u.segment AS segment, u.machine_id AS machine_id,
       m.name AS model, u.serial AS serial, u.state AS state,
       p.name AS place,
       coalesce(nullif(e.happened_at, 0), e.recorded_at) AS at,
       coalesce(e.reason, x.reason, i.return_reason, '')
       || coalesce(' ' || coalesce(i.city_no, i.no), '') AS reason
FROM unit u
JOIN model m ON m.id = u.model_id AND m.counted = 1
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN change c ON c.tab = 11 AND c.row = u.id AND c.live = 1
    AND c.col = CASE WHEN EXISTS (
        SELECT 1 FROM change o WHERE o.tab = 11 AND o.row = u.id
          AND o.col = 10 AND o.live = 1) THEN 10 ELSE 0 END
    AND c.entry = (SELECT max(o.entry) FROM change o
                   WHERE o.tab = 11 AND o.row = u.id AND o.live = 1
                     AND o.col = c.col)
LEFT JOIN entry e ON e.arrival = c.entry
LEFT JOIN unit_move x ON x.id = (
    SELECT y.id FROM unit_move y
    WHERE y.unit_id = u.id AND y.deleted IS NULL
    ORDER BY y.happened_at DESC, y.id DESC LIMIT 1)
LEFT JOIN incident i ON i.id = x.incident_id
WHERE u.deleted IS NULL AND u.state IN ('管理外', '廃止', '市引渡済')
