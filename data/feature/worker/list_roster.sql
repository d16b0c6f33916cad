SELECT id, name, kana, role, coalesce(kana, name) AS sort
FROM worker_now
WHERE 1
--search
  AND instr(kk_fold(name || coalesce(kana, '')), :fold) > 0
--end
