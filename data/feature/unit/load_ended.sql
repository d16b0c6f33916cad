-- Of a place (its site) or a model: what had ended by a day.
SELECT '拠点', s.name, s.valid_to
FROM place p JOIN site s ON s.id = p.site_id
WHERE p.id = :place AND s.valid_to < :day
UNION ALL
SELECT '機種', coalesce(m.short, m.name), m.valid_to
FROM model m
WHERE m.id = :model AND m.valid_to < :day
