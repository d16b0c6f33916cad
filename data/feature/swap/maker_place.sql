-- Where a unit is while a maker has it; 0: there is no such place.
SELECT coalesce((SELECT p.id FROM place p
                 WHERE p.deleted IS NULL AND p.kind = 'メーカー'
                 ORDER BY p.id LIMIT 1), 0)
