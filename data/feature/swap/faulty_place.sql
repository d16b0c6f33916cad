-- Where the city wants broken units (§5.1.2「本市が指定する場所」).
SELECT p.id
FROM place p
WHERE p.deleted IS NULL AND p.kind = '市管理'
ORDER BY p.name IS kk_param_text('swap.faulty_place', kk_today()) DESC, p.id
LIMIT 1
