SELECT 1, o.id FROM contract_param p
JOIN contract_param o ON o.key = p.key AND o.valid_from IS p.valid_from
    AND o.id <> p.id
WHERE p.id = :id
