SELECT CASE WHEN p."count" IS NULL THEN '前回の枚数はありません（初回）'
            WHEN c.reset_flag IS NOT NULL
            THEN '前回 ' || printf('%,d', p."count") || ' 差は「－」（'
                 || c.reset_flag || '）'
            ELSE '前回 ' || printf('%,d', p."count") || ' 差 '
                 || printf('%+,d', c."count" - p."count") END
FROM print_count c
LEFT JOIN count_before b ON b.id = c.id
LEFT JOIN print_count p ON p.id = b.before
WHERE c.id = :id
