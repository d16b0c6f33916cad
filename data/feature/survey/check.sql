SELECT 'period' AS key, 'to' AS "column",
    '終わりが始まりより前です' AS words, '拒否' AS weight
FROM print_survey s
WHERE s.id = :id AND s.deleted IS NULL AND s.to_day < s.from_day
UNION ALL
SELECT 'year', 'from', '始まりが' || s.fiscal_year || '年度の日ではありません',
    '理由で可'
FROM print_survey s
WHERE s.id = :id AND s.deleted IS NULL
  AND kk_fiscal(s.from_day) <> s.fiscal_year
