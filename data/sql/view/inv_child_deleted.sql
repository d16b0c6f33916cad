-- What was recorded for a case that somebody else had put together with another
-- or taken back meanwhile.
CREATE VIEW inv_child_deleted(kind, key, tab, row, title, entry) AS
WITH gone(id) AS (
    SELECT id FROM incident WHERE deleted = 1
), child(tab, row, incident) AS (
    -- Deleted cases are few: their index leads to what hangs on them.
    SELECT 14, c.id, g.id FROM gone g
    CROSS JOIN contact c ON c.incident_id = g.id WHERE c.deleted IS NULL
    UNION ALL SELECT 15, v.id, g.id FROM gone g
    CROSS JOIN visit v ON v.incident_id = g.id WHERE v.deleted IS NULL
    UNION ALL SELECT 16, w.id, g.id FROM gone g
    CROSS JOIN work w ON w.incident_id = g.id WHERE w.deleted IS NULL
    UNION ALL SELECT 17, o.id, g.id FROM gone g
    CROSS JOIN overtime o ON o.incident_id = g.id WHERE o.deleted IS NULL
    UNION ALL SELECT 20, r.id, g.id FROM gone g
    CROSS JOIN repair r ON r.incident_id = g.id WHERE r.deleted IS NULL
), hit(tab, row, incident, deletion) AS (
    SELECT c.tab, c.row, c.incident,
        (SELECT d.entry FROM change d JOIN entry e ON e.arrival = d.entry
         WHERE d.tab = 13 AND d.row = c.incident AND d.col = 1 AND d.live = 1
         ORDER BY e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1)
    FROM child c
), side(tab, row, incident, deletion, entry) AS (
    SELECT tab, row, incident, deletion, deletion FROM hit
    UNION ALL
    SELECT tab, row, incident, deletion,
        (SELECT entry FROM change c
         WHERE c.tab = hit.tab AND c.row = hit.row AND c.col = 0)
    FROM hit
)
SELECT 'child_deleted', tab || ':' || row, 13, incident,
    '統合または取り消した案件 '
        || ifnull((SELECT no FROM incident WHERE id = incident), '')
        || ' に' || kk_label(tab) || 'が残っています',
    entry
FROM side WHERE deletion IS NOT NULL;
