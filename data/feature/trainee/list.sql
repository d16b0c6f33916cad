SELECT x.id AS id, coalesce(kk_called(3, p.id, 2, 43, x.id, 3), p.name) AS person, s.text AS training, s.at AS at,
       x.sec_record_id AS security_id, x.person_id AS worker_id
FROM sec_person x
JOIN sec_record s ON s.id = x.sec_record_id AND s.deleted IS NULL
LEFT JOIN person p ON p.id = x.person_id
WHERE x.deleted IS NULL AND (:id IS NULL OR x.id = :id)
  AND (:security IS NULL OR x.sec_record_id = :security)
