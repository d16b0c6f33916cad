SELECT 3, o.id FROM person p
JOIN person o ON o.id <> p.id AND kk_fold(o.name) = kk_fold(p.name)
WHERE p.id = :id
UNION ALL
SELECT 15, v.id FROM person p
JOIN visit v ON v.who_id = p.id
    AND p.roster_to
        < (coalesce(v.arrived_at, v.started_at) + 32400) / 86400
WHERE p.id = :id
UNION ALL
SELECT 16, w.id FROM person p
JOIN work w ON w.person_id = p.id
    AND p.roster_to < (w.from_at + 32400) / 86400
WHERE p.id = :id
