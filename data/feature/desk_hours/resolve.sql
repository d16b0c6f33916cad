-- "リコー 受付 月" or an id.
SELECT h.id, coalesce(d.short, d.name) || ' ' || h.service || ' '
             || substr('日月火水木金土', h.dow + 1, 1) AS label
FROM desk_hours h
JOIN vendor_desk d ON d.id = h.desk_id
WHERE h.deleted IS NULL
  AND (h.id = :refid
       OR kk_fold(coalesce(d.short, d.name) || h.service
                  || substr('日月火水木金土', h.dow + 1, 1)) = :fold)
