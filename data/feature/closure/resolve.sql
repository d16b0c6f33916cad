-- "日立 2023-08-14" (its first day) or an id.
SELECT c.id, coalesce(d.short, d.name) || ' ' || kk_day_iso(c.from_day)
FROM desk_closure c
JOIN vendor_desk d ON d.id = c.desk_id
WHERE c.deleted IS NULL
  AND (c.id = :refid
       OR kk_fold(coalesce(d.short, d.name) || kk_day_iso(c.from_day)) = :fold)
