-- Where the writers of a node stand.
SELECT w.writer, e.seq, e.hash
FROM writer w JOIN entry e ON e.writer = w.writer
WHERE w.node = :node
  AND e.seq = (SELECT max(seq) FROM entry WHERE writer = w.writer)
ORDER BY w.writer
