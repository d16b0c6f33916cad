-- A page counter that runs backwards without having been replaced or reset.
SELECT 'counter_back', b.before || ':' || c.id, 11, c.unit_id,
    ifnull((SELECT machine_id FROM unit WHERE id = c.unit_id), '機器')
        || ' の印刷枚数が減っています',
    (SELECT entry FROM change WHERE tab = 27 AND row = side.id AND col = 0)
FROM print_count c
JOIN count_before b ON b.id = c.id
JOIN print_count p ON p.id = b.before
JOIN print_count side ON side.id IN (p.id, c.id)
WHERE c.unit_id IS NOT NULL
  AND c."count" < p."count" AND c.reset_flag IS NULL
