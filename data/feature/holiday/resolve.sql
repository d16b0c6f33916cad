-- By date, name and year (憲法記念日2023), or id.
SELECT id, kk_day_iso(date) || ' ' || coalesce(name, '') FROM holiday
WHERE deleted IS NULL
  AND (id = :refid OR kk_day_iso(date) = :ref
       OR kk_fold(name || substr(kk_day_iso(date), 1, 4)) = :fold)
