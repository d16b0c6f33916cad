-- Family name alone is enough while it names one person.
SELECT id, name FROM person
WHERE deleted IS NULL AND org = '受託者' AND roster_from <= kk_today()
  AND (roster_to IS NULL OR roster_to >= kk_today())
  AND (id = :refid OR kk_fold(name) = :fold OR kk_fold(kana) = :fold
       OR kk_fold(substr(name, 1, instr(replace(name, '　', ' '), ' ') - 1))
          = :fold)
ORDER BY kana, id
