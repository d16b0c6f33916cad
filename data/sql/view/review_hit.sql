-- Hits of invariants, and between which entries.
CREATE VIEW review_hit(kind, tab, row, title, entries, who, at) AS
SELECT i.kind, min(i.tab), min(i.row), min(i.title),
    kk_set(group_concat(printf('%010x-%d', e.writer, e.seq), ',')),
    kk_set(group_concat(ifnull(n.name, '？'), ',')),
    max(e.recorded_at)
FROM hit i
JOIN entry e ON e.arrival = i.entry
LEFT JOIN writer w ON w.writer = e.writer
LEFT JOIN node n ON n.node = w.node
GROUP BY i.kind, i.key;
