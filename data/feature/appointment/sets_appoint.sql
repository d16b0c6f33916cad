-- The former ends the day before, or left the roster earlier; whoever was
-- appointed for later stays.
SELECT 'appointment', o.id, 'to_day',
    min(n.from_day - 1, max(o.from_day, coalesce(p.roster_to, n.from_day)))
FROM appointment n
JOIN appointment o ON o.role = n.role AND o.id <> n.id AND o.deleted IS NULL
    AND o.from_day < n.from_day AND coalesce(o.to_day, 99999999) >= n.from_day
JOIN person p ON p.id = o.person_id
WHERE n.id = :id
UNION ALL
SELECT 'appointment', n.id, 'to_day', min(o.from_day) - 1
FROM appointment n
JOIN appointment o ON o.role = n.role AND o.id <> n.id AND o.deleted IS NULL
    AND o.from_day > n.from_day
WHERE n.id = :id
GROUP BY n.id
