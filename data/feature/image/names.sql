-- A kind of media stands in a row for each terminal: it is found by its name or
-- a terminal's, and is the first of its rows.
SELECT i.id, i.kind, i.deleted, NULL, NULL, NULL
FROM image i
--find
WHERE i.id IN (SELECT min(y.id) FROM image y
               WHERE y.deleted IS NULL
                 AND y.kind IN (SELECT x.kind FROM image x
                                WHERE x.deleted IS NULL
                                  AND (x.id = :refid OR kk_fold(x.kind) = :fold
                                       OR kk_fold(x.label) = :fold))
               GROUP BY y.kind)
--end
