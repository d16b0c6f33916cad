-- A unit's movements in words. `recorded_at` is when it was written down: a
-- back-dated movement shows both times; so does the upper half of its id, which
-- tells one that was dated ahead.
CREATE VIEW move_now AS
SELECT x.id AS id, x.happened_at AS at, u.machine_id AS machine_id,
    m.short AS model,
    coalesce(f.name, '') || coalesce(' ' || fd.name, '') AS "from",
    coalesce(t.name, '') || coalesce(' ' || td.name, '') AS "to",
    x.reason AS reason, coalesce(i.no, j.no) AS no, u.segment AS segment,
    (SELECT e.recorded_at FROM change c JOIN entry e ON e.arrival = c.entry
     WHERE c.tab = 12 AND c.row = x.id AND c.col = 0
     ORDER BY c.entry LIMIT 1) AS recorded_at,
    CASE
    WHEN x.happened_at > (x.id >> 32) + 86400 THEN '先日付'
    WHEN EXISTS (SELECT 1 FROM unit_move q
                 WHERE q.unit_id = x.unit_id AND q.deleted IS NULL
                   AND q.happened_at > x.happened_at AND q.id < x.id)
    THEN '後日記録'
    END AS mark,
    x.unit_id AS unit_id
FROM unit_move x
JOIN unit u ON u.id = x.unit_id
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place f ON f.id = x.from_place_id
LEFT JOIN dept fd ON fd.id = x.from_dept_id
LEFT JOIN place t ON t.id = x.to_place_id
LEFT JOIN dept td ON td.id = x.to_dept_id
LEFT JOIN incident i ON i.id = x.incident_id
LEFT JOIN job j ON j.id = x.job_id
WHERE x.deleted IS NULL;
