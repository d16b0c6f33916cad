-- "国保福祉窓口 v3", or a kind alone: its newest.
SELECT r.id, r.kind || ' ' || r.version
FROM media_release r
WHERE r.deleted IS NULL
  AND (r.id = :refid
       OR (kk_fold(r.kind || r.version) = :fold
           AND replace(kk_ident(r.kind || r.version), ' ', '')
               = replace(:ident, ' ', '')))
UNION
SELECT r.id, r.kind || ' ' || r.version
FROM media_current c
JOIN media_release r ON r.id = c.release_id
WHERE kk_fold(c.kind) = :fold
