SELECT id, date, name, kind, source FROM holiday WHERE deleted IS NULL
--search
  AND instr(kk_fold(coalesce(name, '')), :fold) > 0
--end
