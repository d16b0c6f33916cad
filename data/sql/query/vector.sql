-- Of each writer the last entry that is held here.
SELECT e.writer, max(e.seq) FROM entry e GROUP BY e.writer ORDER BY e.writer
