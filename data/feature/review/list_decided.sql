SELECT e.subject AS id, e.recorded_at AS at,
    ifnull(ifnull(CASE c.tab
        WHEN 11 THEN (SELECT machine_id FROM unit WHERE id = c.row)
        WHEN 13 THEN '案件 ' || (SELECT no FROM incident WHERE id = c.row)
        WHEN 14 THEN (SELECT '案件 ' || i.no || ' の連絡' FROM contact k
                      JOIN incident i ON i.id = k.incident_id
                      WHERE k.id = c.row)
        WHEN 15 THEN (SELECT '案件 ' || i.no || ' の訪問' FROM visit k
                      JOIN incident i ON i.id = k.incident_id
                      WHERE k.id = c.row)
        WHEN 20 THEN (SELECT u.machine_id || ' の修理' FROM repair k
                      JOIN unit u ON u.id = k.unit_id WHERE k.id = c.row)
        END, kk_label(c.tab)) || ' の「' || kk_label(c.tab, c.col) || '」', '－')
        AS title,
    ifnull(e.reason, '') AS reason,
    (SELECT name FROM person WHERE id = e.worker) AS who,
    printf('%010x-%d', e.writer, e.seq) AS entry
FROM entry e
LEFT JOIN change c ON c.entry = e.arrival
    -- A case tells more than a device, what was settled more than what followed.
    AND (c.tab, c.row, c.col) = (
        SELECT x.tab, x.row, x.col FROM change x WHERE x.entry = e.arrival
        ORDER BY x.tab <> 13, x.also IS NULL, x.tab, x.row, x.col LIMIT 1)
WHERE e.subject_table = 36 AND e.action = 'review.choose'
