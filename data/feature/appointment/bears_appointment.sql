SELECT 41, o.id FROM appointment a
JOIN appointment o ON o.role = a.role AND o.id <> a.id
WHERE a.id = :id
