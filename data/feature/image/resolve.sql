-- A kind of media by its name or its terminal's; by the id of any of its rows.
SELECT min(i.id), i.kind
FROM image i
WHERE i.deleted IS NULL
  AND i.kind IN (SELECT x.kind FROM image x
                 WHERE x.deleted IS NULL
                   AND (x.id = :refid OR kk_fold(x.kind) = :fold
                        OR kk_fold(x.label) = :fold))
GROUP BY i.kind
