SELECT u.id, u.machine_id, u.serial, m.short AS model, u.segment, u.role,
       p.name AS place, d.name AS dept, u.state
--prefix
       , k.key AS kk_prefix
--end
--match
       , search.rowid AS kk_match
--end
FROM unit u
--prefix
-- The first of its keys that hits, so that a unit comes once.
JOIN unit_key k ON k.unit = u.id AND k.key >= :fold AND k.key < :fold_hi
    AND NOT EXISTS (SELECT 1 FROM unit_key o WHERE o.unit = k.unit
                    AND o.key >= :fold AND o.key < k.key)
--end
--match
JOIN search ON search.rowid = u.id AND search.text MATCH :match
    AND NOT EXISTS (SELECT 1 FROM unit_key o WHERE o.unit = u.id
                    AND o.key >= :fold AND o.key < :fold_hi)
--end
LEFT JOIN model m ON m.id = u.model_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN dept d ON d.id = u.dept_id
WHERE u.deleted IS NULL
