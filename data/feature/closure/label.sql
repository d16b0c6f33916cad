SELECT coalesce(d.short, d.name) || ' ' || kk_day_text(c.from_day)
FROM desk_closure c
LEFT JOIN vendor_desk d ON d.id = c.desk_id
WHERE c.id = :id
