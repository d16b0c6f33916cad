SELECT 4, o.id FROM site s
JOIN site o ON o.no = s.no AND o.id <> s.id
WHERE s.id = :id
