-- The days on which nobody is then.
SELECT '注意: ' || g.role || 'が ' || kk_day_long(g.day)
    || CASE WHEN g.last > g.day THEN ' から ' || kk_day_long(g.last)
            || ' まで' ELSE '' END || ' いません'
FROM appointment a
JOIN responsible_gap g ON g.role = a.role
WHERE a.id = :id
