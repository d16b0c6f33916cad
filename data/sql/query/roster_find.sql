-- Family name alone is enough while it names one person.
SELECT id, name FROM worker_now
WHERE (id = :refid OR kk_fold(name) = :fold OR kk_fold(kana) = :fold
       OR kk_fold(substr(name, 1, instr(replace(name, '　', ' '), ' ') - 1))
          = :fold)
ORDER BY kana, id
