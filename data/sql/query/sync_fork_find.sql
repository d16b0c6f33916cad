-- Where a writer of this node parts from what a peer holds, as far as a refused
-- bundle told.
SELECT r.writer, min(r.seq)
FROM refusal r
JOIN writer w ON w.writer = r.writer AND w.node = :node
JOIN entry e ON e.writer = r.writer AND e.seq = r.seq
GROUP BY r.writer
ORDER BY min(e.arrival)
LIMIT 1
