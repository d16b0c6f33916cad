-- Units whose line in the city's list changed since it was last handed in, by
-- the journal and not by when it happened: what a laptop brings later is in no
-- list that went before. Each list counts for its segment; while none was
-- handed in, all since the city's own was taken in.
WITH sent(segment, writer, seq) AS (
    SELECT c.segment, CAST(v.key AS INTEGER), max(v.value)
    FROM (SELECT DISTINCT segment FROM contract_model
          WHERE deleted IS NULL) c
    JOIN document d ON d.deleted IS NULL AND d.submitted_at IS NOT NULL
        AND d.vector IS NOT NULL AND d.kind LIKE '所在等管理%'
        AND (instr(d.kind, c.segment) > 0 OR instr(d.kind, '（') = 0)
    JOIN json_each(d.vector) v
    GROUP BY c.segment, v.key
), fresh(segment, entry) AS (
    SELECT s.segment, e.arrival
    FROM (SELECT DISTINCT segment FROM sent) s
    CROSS JOIN writer w
    JOIN entry e ON e.writer = w.writer
        AND e.seq > coalesce((SELECT x.seq FROM sent x
                              WHERE x.segment = s.segment
                                AND x.writer = w.writer), 0)
    UNION ALL
    SELECT c.segment, e.arrival
    FROM (SELECT DISTINCT segment FROM contract_model
          WHERE deleted IS NULL) c
    JOIN entry e ON e.arrival > (SELECT coalesce(max(l.arrival), 0)
                                 FROM entry l WHERE l.action = 'load.ledger')
    WHERE c.segment NOT IN (SELECT segment FROM sent)
), changed AS (
    SELECT u.id AS id, u.machine_id AS machine_id, max(e.arrival) AS entry,
        coalesce(e.happened_at, e.recorded_at) AS at, e.action AS action
    FROM fresh f
    JOIN entry e ON e.arrival = f.entry
    JOIN change c ON c.entry = e.arrival AND c.tab = 11
        AND c.col IN (0, 2, 3, 4, 5, 6, 7, 8, 10)
    JOIN unit u ON u.id = c.row AND u.segment = f.segment
        AND u.deleted IS NULL
    WHERE e.action <> 'load.ledger'
    GROUP BY u.id
)
SELECT x.id AS id, 'unit' AS target, '台帳' AS kind, x.machine_id AS no,
       coalesce((SELECT coalesce(f.name || ' > ', '') || coalesce(t.name, '')
                        || coalesce('  ' || m.reason, '')
                 FROM change c
                 JOIN unit_move m ON m.id = c.row AND m.unit_id = x.id
                     AND m.deleted IS NULL
                 LEFT JOIN place f ON f.id = m.from_place_id
                 LEFT JOIN place t ON t.id = m.to_place_id
                 WHERE c.entry = x.entry AND c.tab = 12 LIMIT 1),
                '台帳の変更') AS what,
       x.at AS at, x.id AS unit_id, NULL AS incident_id, 3 AS sort
FROM changed x
