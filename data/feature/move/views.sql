-- A unit's movements in words. `recorded_at` is when it was written down: a
-- back-dated movement shows both times; so does the upper half of its id, which
-- tells one that was dated ahead. Places are called as they were then: a renamed
-- one keeps its former name in what was written down before.
CREATE VIEW move_now AS
SELECT x.id AS id, x.happened_at AS at, u.machine_id AS machine_id,
    m.short AS model,
    coalesce(kk_then(5, f.id, 3, b.ltime, b.writer, b.seq), f.name, '')
        || coalesce(' ' || nullif(coalesce(kk_then(6, fd.id, 3, b.ltime,
                b.writer, b.seq), fd.name), f.name), '') AS "from",
    coalesce(kk_then(5, t.id, 3, b.ltime, b.writer, b.seq), t.name, '')
        || coalesce(' ' || nullif(coalesce(kk_then(6, td.id, 3, b.ltime,
                b.writer, b.seq), td.name), t.name), '') AS "to",
    x.reason AS reason, coalesce(i.no, j.no) AS no, u.segment AS segment,
    b.recorded_at AS recorded_at,
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
LEFT JOIN entry b ON b.arrival = (
    SELECT c.entry FROM change c
    WHERE c.tab = 12 AND c.row = x.id AND c.col = 0
    ORDER BY c.entry LIMIT 1)
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place f ON f.id = x.from_place_id
LEFT JOIN dept fd ON fd.id = x.from_dept_id
LEFT JOIN place t ON t.id = x.to_place_id
LEFT JOIN dept td ON td.id = x.to_dept_id
LEFT JOIN incident i ON i.id = x.incident_id
LEFT JOIN job j ON j.id = x.job_id
WHERE x.deleted IS NULL;
