WITH hit AS (
    SELECT id, coalesce(short, name) AS label,
           CASE WHEN id = :refid OR kk_fold(name) = :fold
                     OR kk_fold(short) = :fold
                     OR kk_fold(maker || name) = :fold
                     OR kk_fold(maker || short) = :fold THEN 0
                WHEN instr(kk_fold(name), :fold) > 0
                     OR instr(kk_fold(short), :fold) > 0
                     OR instr(kk_fold(kana), :fold) > 0 THEN 1 END AS how
    FROM model
    WHERE deleted IS NULL
)
SELECT id, label FROM hit
WHERE how = (SELECT min(how) FROM hit) AND :fold <> ''
