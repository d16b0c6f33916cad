-- The annex: units whose last movement took them out of the ledgers' scope.
SELECT u.id AS id, u.segment AS segment, u.machine_id AS machine_id,
       m.name AS model, u.serial AS serial, x.happened_at AS at,
       coalesce(f.name, '') || coalesce(' ' || nullif(fd.name, f.name), '') AS "from",
       t.name AS "to", x.reason AS reason, coalesce(i.no, j.no) AS no,
       u.state AS state
FROM unit u
JOIN model m ON m.id = u.model_id AND m.counted = 1
JOIN place t ON t.id = u.place_id AND t.ledger_scope = 0
JOIN unit_move x ON x.id = (
    SELECT y.id FROM unit_move y
    JOIN place yf ON yf.id = y.from_place_id
    JOIN place yt ON yt.id = y.to_place_id
    WHERE y.unit_id = u.id AND y.deleted IS NULL
      AND yf.ledger_scope = 1 AND yt.ledger_scope = 0
    ORDER BY y.happened_at DESC, y.id DESC LIMIT 1)
LEFT JOIN place f ON f.id = x.from_place_id
LEFT JOIN dept fd ON fd.id = x.from_dept_id
LEFT JOIN incident i ON i.id = x.incident_id
LEFT JOIN job j ON j.id = x.job_id
WHERE u.deleted IS NULL
  AND (:segment IS NULL OR u.segment = :segment)
