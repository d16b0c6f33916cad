SELECT CASE WHEN r.desk_phone IS NULL AND d.mail IS NOT NULL THEN 'メール'
            ELSE '電話' END AS by
FROM repair_now r LEFT JOIN vendor_desk d ON d.id = r.desk_id
WHERE r.id = :repair
