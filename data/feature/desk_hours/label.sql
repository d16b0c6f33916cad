SELECT coalesce(d.short, d.name) || ' ' || h.service || ' '
       || substr('日月火水木金土', h.dow + 1, 1)
FROM desk_hours h
LEFT JOIN vendor_desk d ON d.id = h.desk_id
WHERE h.id = :id
