SELECT m.id, m.maker, m.name AS model, m.short, m.kana, m.dev_type,
       m.flow_class, coalesce(d.short, d.name) AS desk, m.warranty_months,
       m.counted, p.name AS paired_with, m.valid_from, m.valid_to
FROM model m
LEFT JOIN vendor_desk d ON d.id = m.desk_id
LEFT JOIN model p ON p.id = m.paired_with_id
WHERE m.id = :id
