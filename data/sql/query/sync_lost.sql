-- New decisions that closed what this node wrote and let something else stand.
-- A decision that was changed is looked through.
WITH RECURSIVE closed(decision, tab, row, col, entry) AS (
    SELECT d.arrival, c.tab, c.row, c.col, j.value
    FROM entry d
    CROSS JOIN change c ON c.entry = d.arrival AND c.base IS NOT NULL
    CROSS JOIN json_each('['
        || replace(c.base || ifnull(' ' || c.also, ''), ' ', ',') || ']') j
    WHERE d.arrival > :after
      AND d.action IN ('review.choose', 'review.take_out')
    UNION
    SELECT k.decision, k.tab, k.row, k.col, j.value
    FROM closed k
    CROSS JOIN entry x ON x.arrival = k.entry AND x.action = 'review.choose'
    CROSS JOIN change c ON c.tab = k.tab AND c.row = k.row AND c.col = k.col
        AND c.entry = x.arrival AND c.base IS NOT NULL
    CROSS JOIN json_each('['
        || replace(c.base || ifnull(' ' || c.also, ''), ' ', ',') || ']') j
)
SELECT DISTINCT printf('%010x-%d', d.writer, d.seq)
FROM closed k
CROSS JOIN entry l ON l.arrival = k.entry
CROSS JOIN writer w ON w.writer = l.writer AND w.node = :node
CROSS JOIN entry d ON d.arrival = k.decision
WHERE instr(d.args, printf('%010x-%d', l.writer, l.seq) || char(10)) = 0
ORDER BY d.ltime, d.writer, d.seq
