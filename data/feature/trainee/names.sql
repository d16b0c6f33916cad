SELECT x.id, coalesce(p.name, '') || ' '
           || coalesce(substr(s.text, 1, 16), ''),
       coalesce(x.deleted, s.deleted), kk_names(p.name), kk_names(p.kana), NULL
FROM sec_person x
LEFT JOIN person p ON p.id = x.person_id
LEFT JOIN sec_record s ON s.id = x.sec_record_id
WHERE (:security IS NULL OR x.sec_record_id = :security)
