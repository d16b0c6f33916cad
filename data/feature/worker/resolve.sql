-- Everyone who ever was on the roster; that somebody is on it today is the
-- action's to check (R79).
WITH hit AS (
    SELECT id, name AS label,
           CASE WHEN id = :refid OR kk_fold(name) = :fold
                     OR kk_fold(kana) = :fold OR id_card_no = :ident THEN 0
                WHEN instr(kk_fold(name), :fold) = 1
                     OR instr(kk_fold(kana), :fold) = 1 THEN 1 END AS how
    FROM person
    WHERE deleted IS NULL AND org = '受託者'
)
SELECT id, label FROM hit
WHERE how = (SELECT min(how) FROM hit) AND :fold <> ''
