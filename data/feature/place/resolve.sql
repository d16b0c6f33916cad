-- By its own name, or its site's name or number. No.32 is two places and so
-- has to be told by the place's name.
WITH hit AS (
    SELECT p.id, p.name AS label,
           CASE WHEN p.id = :refid OR kk_fold(p.name) = :fold
                     OR kk_fold(p.kana) = :fold THEN 0
                WHEN s.no = :refid OR kk_fold('No.' || s.no) = :fold
                     OR kk_fold(s.name) = :fold OR kk_fold(s.kana) = :fold
                     THEN 1
                WHEN instr(kk_fold(p.name), :fold) > 0
                     OR instr(kk_fold(p.kana), :fold) > 0 THEN 2 END AS how
    FROM place p
    LEFT JOIN site s ON s.id = p.site_id AND s.deleted IS NULL
    WHERE p.deleted IS NULL
)
SELECT id, label FROM hit
WHERE how = (SELECT min(how) FROM hit) AND :fold <> ''
