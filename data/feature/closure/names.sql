-- "日立 2023-08-14" is its first day.
SELECT c.id,
       coalesce(d.short, d.name) || ' ' || kk_day_text(c.from_day),
       c.deleted,
       kk_names(coalesce(d.short, d.name) || kk_day_iso(c.from_day)),
       NULL, NULL
FROM desk_closure c
LEFT JOIN vendor_desk d ON d.id = c.desk_id
