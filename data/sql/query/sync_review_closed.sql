-- The cells that a decision settled between the very entries of its review, and
-- those entries.
SELECT k.tab, k.row, k.col, k.entries
FROM (
    SELECT c.tab, c.row, c.col, (
        SELECT kk_set(group_concat(printf('%010x-%d', e.writer, e.seq), ','))
        FROM entry e WHERE e.arrival IN (
            SELECT value FROM json_each('['
                || replace(c.base || ifnull(' ' || c.also, ''), ' ', ',')
                || ']'))) AS entries
    FROM change c
    WHERE c.entry = :entry AND c.base IS NOT NULL
) k
WHERE kk_hash63(k.entries) = :review
ORDER BY k.tab, k.row, k.col
