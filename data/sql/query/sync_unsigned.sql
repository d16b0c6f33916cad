-- Of every writer whose last entry here no head of another node is for.
SELECT w.writer, e.seq, e.hash
FROM writer w JOIN entry e ON e.writer = w.writer
WHERE e.seq = (SELECT max(seq) FROM entry WHERE writer = w.writer)
  AND NOT EXISTS (SELECT 1 FROM head_sig h
                  WHERE h.writer = w.writer AND h.seq = e.seq
                    AND h.hash = e.hash AND h.node <> :node)
ORDER BY w.writer
