-- Where a writer parts from what a peer holds, as far as a refused bundle told:
-- one of this node, or one that its owner has mended already.
SELECT r.writer, min(r.seq)
FROM refusal r
JOIN entry e ON e.writer = r.writer AND e.seq = r.seq
GROUP BY r.writer
ORDER BY min(e.arrival)
LIMIT 1
