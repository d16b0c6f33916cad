-- What stands in a cell: how many different values, and the newest of the
-- entries that wrote it and belong to no decision of the review.
SELECT count(DISTINCT quote(c.val)), max(CASE WHEN e.subject_table = 36
        AND e.subject = :review AND e.action = 'review.choose' THEN NULL
    ELSE c.entry END)
FROM change c JOIN entry e ON e.arrival = c.entry
WHERE c.tab = :tab AND c.row = :row AND c.col = :col AND c.live = 1
