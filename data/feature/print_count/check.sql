-- A counter that is lower than before was replaced or reset, which is said.
SELECT 'fall' AS key, 'reset' AS "column",
    '前回 ' || printf('%,d', p."count") || ' より少なくなっています。'
    || '交換かリセットを選んでください（読み違いなら枚数を入れ直します）'
    AS words, '拒否' AS weight
FROM print_count c
JOIN count_before b ON b.id = c.id
JOIN print_count p ON p.id = b.before
WHERE c.id = :id AND c."count" < p."count" AND c.reset_flag IS NULL
UNION ALL
SELECT 'next', 'count',
    '次に読んだ ' || printf('%,d', n."count") || '（'
    || kk_day_text(kk_day(n.at)) || '）より多くなっています', '拒否'
FROM print_count c
JOIN count_before b ON b.unit_id = c.unit_id AND b.before = c.id
JOIN print_count n ON n.id = b.id
WHERE c.id = :id AND c."count" > n."count" AND n.reset_flag IS NULL
UNION ALL
SELECT 'minus', 'count', '枚数が負の数です', '拒否'
FROM print_count c
WHERE c.id = :id AND c.deleted IS NULL AND c."count" < 0
UNION ALL
-- No printer of these prints a million sheets from one year to the next, and
-- none has a counter of nine digits.
SELECT 'jump', 'count',
    '前回 ' || printf('%,d', p."count") || ' より '
    || printf('%,d', c."count" - p."count") || ' 増えています。桁を確かめてください',
    '理由で可'
FROM print_count c
JOIN count_before b ON b.id = c.id
JOIN print_count p ON p.id = b.before
WHERE c.id = :id AND c."count" - p."count" >= 1000000
UNION ALL
SELECT 'digits', 'count', '枚数 ' || printf('%,d', c."count")
    || ' はカウンターの桁（8桁）を超えています', '拒否'
FROM print_count c
WHERE c.id = :id AND c.deleted IS NULL AND c."count" > 99999999
UNION ALL
SELECT 'first', 'count', '枚数 ' || printf('%,d', c."count")
    || ' は初めての計測としては多すぎます。桁を確かめてください', '理由で可'
FROM print_count c
JOIN count_before b ON b.id = c.id AND b.before IS NULL
WHERE c.id = :id AND c."count" BETWEEN 10000000 AND 99999999
UNION ALL
SELECT 'nothing', 'count', '枚数か、読めない理由を入れてください', '拒否'
FROM print_count c
WHERE c.id = :id AND c.deleted IS NULL AND c."count" IS NULL
  AND c.unread IS NULL
UNION ALL
SELECT 'time', 'at', '調査の期間（' || kk_day_text(s.from_day) || ' から '
    || kk_day_text(s.to_day) || ' まで）の外です', '注意'
FROM print_count c
JOIN print_survey s ON s.id = c.survey_id
WHERE c.id = :id AND c.deleted IS NULL
  AND (kk_day(c.at) < s.from_day OR kk_day(c.at) > s.to_day)
