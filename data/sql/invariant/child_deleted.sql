-- What was recorded for a case that somebody else had put together with another
-- or taken back meanwhile.
WITH child(tab, row, incident) AS NOT MATERIALIZED (
    -- Deleted cases are few: their index leads to what hangs on them.
    SELECT 14, c.id, i.id FROM incident i
    CROSS JOIN contact c ON c.incident_id = i.id AND c.deleted IS NULL
    WHERE i.deleted = 1
    UNION ALL SELECT 15, v.id, i.id FROM incident i
    CROSS JOIN visit v ON v.incident_id = i.id AND v.deleted IS NULL
    WHERE i.deleted = 1
    UNION ALL SELECT 16, w.id, i.id FROM incident i
    CROSS JOIN work w ON w.incident_id = i.id AND w.deleted IS NULL
    WHERE i.deleted = 1
    UNION ALL SELECT 17, o.id, i.id FROM incident i
    CROSS JOIN overtime o ON o.incident_id = i.id AND o.deleted IS NULL
    WHERE i.deleted = 1
    UNION ALL SELECT 20, r.id, i.id FROM incident i
    CROSS JOIN repair r ON r.incident_id = i.id AND r.deleted IS NULL
    WHERE i.deleted = 1
)
SELECT 'child_deleted', k.tab || ':' || k.row, 13, k.incident,
    '統合または取り消した案件 '
        || ifnull((SELECT no FROM incident WHERE id = k.incident), '')
        || ' に' || kk_label(k.tab) || 'が残っています',
    side.arrival
FROM child k
JOIN change d ON d.tab = 13 AND d.row = k.incident AND d.col = 1
    AND d.live = 1 AND d.entry = (
        SELECT h.entry FROM change h JOIN entry e ON e.arrival = h.entry
        WHERE h.tab = 13 AND h.row = k.incident AND h.col = 1 AND h.live = 1
        ORDER BY e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1)
JOIN entry side ON side.arrival IN (d.entry, (
    SELECT b.entry FROM change b
    WHERE b.tab = k.tab AND b.row = k.row AND b.col = 0))
