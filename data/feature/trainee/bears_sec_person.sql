SELECT 43, o.id FROM sec_person x
JOIN sec_person o ON o.sec_record_id = x.sec_record_id AND o.id <> x.id
WHERE x.id = :id
