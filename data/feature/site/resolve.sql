-- The nearest kind of match wins: the whole name before a part of it.
WITH hit AS (
    SELECT id, 'No.' || coalesce(no, '－') || ' ' || name AS label,
           CASE WHEN id = :refid OR no = :refid OR kk_fold(name) = :fold
                     OR kk_fold(kana) = :fold
                     OR kk_fold('No.' || no) = :fold THEN 0
                WHEN instr(kk_fold(name), :fold) > 0
                     OR instr(kk_fold(kana), :fold) > 0 THEN 1 END AS how
    FROM site
    WHERE deleted IS NULL
)
SELECT id, label FROM hit
WHERE how = (SELECT min(how) FROM hit) AND :fold <> ''
