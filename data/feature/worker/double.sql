SELECT count(*) FROM person
WHERE deleted IS NULL AND org = '受託者' AND kk_fold(name) = kk_fold(:value)
  AND coalesce(roster_to, 99999999) >= kk_today() AND id IS NOT :id
