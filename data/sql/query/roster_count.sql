SELECT count(*) FROM person
WHERE deleted IS NULL AND org = '受託者' AND roster_from <= kk_today()
  AND (roster_to IS NULL OR roster_to >= kk_today())
