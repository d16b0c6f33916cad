SELECT h.id, coalesce(d.short, d.name) AS desk, h.service, h.dow,
       substr('日月火水木金土', h.dow + 1, 1) AS wday,
       kk_min_text(h.open_min) AS "open", kk_min_text(h.close_min) AS "close",
       d.id * 100 + h.dow + CASE h.service WHEN '受付' THEN 0 ELSE 10 END
         AS sort,
       h.desk_id AS desk_id
FROM desk_hours h
JOIN vendor_desk d ON d.id = h.desk_id
WHERE h.deleted IS NULL AND d.deleted IS NULL
  AND (:desk IS NULL OR h.desk_id = :desk)
