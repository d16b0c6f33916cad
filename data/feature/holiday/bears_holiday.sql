SELECT 2, o.id FROM holiday h
JOIN holiday o ON o.date = h.date AND o.id <> h.id
WHERE h.id = :id
