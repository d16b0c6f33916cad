-- What was recorded for a case that somebody else had put together with another
-- or taken back meanwhile.
CREATE VIEW inv_child_deleted(kind, key, tab, row, title, entry) AS
WITH child(tab, row, incident) AS (
    SELECT 14, id, incident_id FROM contact WHERE deleted IS NULL
    UNION ALL SELECT 15, id, incident_id FROM visit WHERE deleted IS NULL
    UNION ALL SELECT 16, id, incident_id FROM work WHERE deleted IS NULL
    UNION ALL SELECT 17, id, incident_id FROM overtime WHERE deleted IS NULL
    UNION ALL SELECT 20, id, incident_id FROM repair WHERE deleted IS NULL
), hit(tab, row, incident, deletion) AS (
    SELECT c.tab, c.row, c.incident,
        (SELECT d.entry FROM change d JOIN entry e ON e.arrival = d.entry
         WHERE d.tab = 13 AND d.row = i.id AND d.col = 1 AND d.live = 1
         ORDER BY e.ltime DESC, e.writer DESC, e.seq DESC LIMIT 1)
    FROM incident i JOIN child c ON c.incident = i.id
    WHERE i.deleted = 1
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
