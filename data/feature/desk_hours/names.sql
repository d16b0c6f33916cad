-- "リコー 受付 月"
SELECT h.id,
       coalesce(d.short, d.name) || ' ' || h.service || ' '
       || substr('日月火水木金土', h.dow + 1, 1),
       h.deleted,
       kk_names(coalesce(d.short, d.name) || h.service
                || substr('日月火水木金土', h.dow + 1, 1)),
       NULL, NULL
FROM desk_hours h
LEFT JOIN vendor_desk d ON d.id = h.desk_id
