-- Cells whose heads differ: what they are, and between which entries. They are
-- few, so they come first.
CREATE VIEW review_cell(tab, row, col, entries, who, at) AS
SELECT k.tab, k.row, k.col,
    kk_set(group_concat(printf('%010x-%d', e.writer, e.seq), ',')),
    kk_set(group_concat(ifnull(n.name, '？'), ',')),
    max(e.recorded_at)
FROM conflict k
CROSS JOIN change c ON c.tab = k.tab AND c.row = k.row AND c.col = k.col
    AND c.live = 1
JOIN entry e ON e.arrival = c.entry
LEFT JOIN writer w ON w.writer = e.writer
LEFT JOIN node n ON n.node = w.node
GROUP BY k.tab, k.row, k.col;
