-- A page counter that runs backwards without having been replaced or reset.
SELECT 'counter_back', p.id || ':' || c.id, 11, c.unit_id,
    ifnull((SELECT machine_id FROM unit WHERE id = c.unit_id), '機器')
        || ' の印刷枚数が減っています',
    (SELECT entry FROM change WHERE tab = 27 AND row = side.id AND col = 0)
FROM print_count c
JOIN print_count p ON p.id = (
    SELECT q.id FROM print_count q
    WHERE q.unit_id = c.unit_id AND q.deleted IS NULL
      AND q."count" IS NOT NULL
      AND (q.at IS NULL AND c.at IS NOT NULL OR q.at < c.at
           OR q.at IS c.at AND q.id < c.id)
    ORDER BY q.at DESC, q.id DESC LIMIT 1)
JOIN print_count side ON side.id IN (p.id, c.id)
WHERE c.deleted IS NULL AND c.unit_id IS NOT NULL
  AND c."count" < p."count" AND c.reset_flag IS NULL
