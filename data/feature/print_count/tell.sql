SELECT CASE WHEN p."count" IS NULL THEN '前回の枚数はありません（初回）'
            WHEN c.reset_flag IS NOT NULL
            THEN '前回 ' || printf('%,d', p."count") || ' 差は「－」（'
                 || c.reset_flag || '）'
            ELSE '前回 ' || printf('%,d', p."count") || ' 差 '
                 || printf('%+,d', c."count" - p."count") END
FROM print_count c
LEFT JOIN print_count p ON p.id = (
    SELECT q.id FROM print_count q
    WHERE q.unit_id = c.unit_id AND q.deleted IS NULL
      AND q."count" IS NOT NULL AND q.id <> c.id
      AND (q.at IS NULL OR q.at < c.at OR q.at = c.at AND q.id < c.id)
    ORDER BY q.at DESC, q.id DESC LIMIT 1)
WHERE c.id = :id
