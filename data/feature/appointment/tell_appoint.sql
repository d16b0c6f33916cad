-- Who was it until then, and the days on which nobody is.
SELECT r.name || ' は' || kk_day_long(r.to_day) || 'まで' FROM appointment n
JOIN responsible r ON r.role = n.role AND r.to_day = n.from_day - 1
    AND r.person_id <> n.person_id
WHERE n.id = :id
UNION ALL
SELECT '注意: ' || g.role || 'が ' || kk_day_long(g.day)
    || CASE WHEN g.last > g.day THEN ' から ' || kk_day_long(g.last)
            || ' まで' ELSE '' END || ' いません'
FROM appointment n
JOIN responsible_gap g ON g.role = n.role
WHERE n.id = :id
