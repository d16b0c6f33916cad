-- 台 counts a PC and its display, or a scanner and its control PC, as one (R2).
SELECT m.id, m.maker, m.name AS model, m.short, m.kana, m.dev_type,
       m.flow_class, coalesce(d.short, d.name) AS desk, m.warranty_months,
       m.counted, p.short AS paired_with,
       (SELECT sum(c.contracted_number) FROM contract_model c
        WHERE c.model_id = m.id AND c.deleted IS NULL
          AND coalesce(c.valid_from, 0) <= kk_today()
          AND coalesce(c.valid_to, 99999999) >= kk_today()) AS contracted,
       (SELECT count(*) FROM unit u
        WHERE u.model_id = m.id AND u.deleted IS NULL) AS units,
       m.valid_from, m.valid_to
FROM model m
LEFT JOIN vendor_desk d ON d.id = m.desk_id
LEFT JOIN model p ON p.id = m.paired_with_id
WHERE m.deleted IS NULL
