-- The days next to it on which nobody is.
SELECT '注意: ' || g.role || 'が ' || kk_day_long(g.day)
    || CASE WHEN g.last > g.day THEN ' から ' || kk_day_long(g.last)
            || ' まで' ELSE '' END || ' いません'
FROM responsible r
JOIN responsible_gap g ON g.role = r.role
    AND (g.day = r.to_day + 1 OR g.last = r.from_day - 1)
WHERE r.id = :id
