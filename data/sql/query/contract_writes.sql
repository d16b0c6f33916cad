-- Everything that was written into a table, or one row of it, in the order that
-- decides what stands.
SELECT c.row, c.col, c.val, c.entry
FROM change c CROSS JOIN entry e ON e.arrival = c.entry
WHERE c.tab = :tab AND c.row BETWEEN coalesce(:row, -9223372036854775807)
    AND coalesce(:row, 9223372036854775807)
ORDER BY e.ltime, e.writer, e.seq, c.row, c.col
