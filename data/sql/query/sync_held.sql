-- Of every writer how far this copy has it.
SELECT w.writer, e.seq, e.hash
FROM writer w JOIN entry e ON e.writer = w.writer
WHERE e.seq = (SELECT max(seq) FROM entry WHERE writer = w.writer)
ORDER BY w.writer
