SELECT id, name, kana, role, coalesce(kana, name) AS sort
FROM person
WHERE deleted IS NULL AND org = '受託者' AND roster_from <= kk_today()
  AND coalesce(roster_to, 99999999) >= kk_today()
--search
  AND instr(kk_fold(name || coalesce(kana, '')), :fold) > 0
--end
