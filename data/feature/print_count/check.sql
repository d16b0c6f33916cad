-- A counter that is lower than before was replaced or reset, which is said.
WITH pair(key, id, before_count, now_count, flag) AS (
    SELECT 'fall', c.id, p."count", c."count", c.reset_flag
    FROM print_count c
    JOIN print_count p ON p.id = (
        SELECT q.id FROM print_count q
        WHERE q.unit_id = c.unit_id AND q.deleted IS NULL
          AND q."count" IS NOT NULL
          AND (q.at IS NULL AND c.at IS NOT NULL OR q.at < c.at
               OR q.at IS c.at AND q.id < c.id)
        ORDER BY q.at DESC, q.id DESC LIMIT 1)
    WHERE c.id = :id AND c.deleted IS NULL AND c."count" IS NOT NULL
)
SELECT key, 'reset' AS "column",
    '前回 ' || printf('%,d', before_count) || ' より少なくなっています。'
    || '交換かリセットを選んでください（読み違いなら枚数を入れ直します）'
    AS words, '拒否' AS weight
FROM pair WHERE now_count < before_count AND flag IS NULL
UNION ALL
SELECT 'next', 'count',
    '次に読んだ ' || printf('%,d', n."count") || '（'
    || kk_day_text(kk_day(n.at)) || '）より多くなっています', '拒否'
FROM print_count c
JOIN print_count n ON n.id = (
    SELECT q.id FROM print_count q
    WHERE q.unit_id = c.unit_id AND q.deleted IS NULL
      AND q."count" IS NOT NULL
      AND (c.at IS NULL AND q.at IS NOT NULL OR q.at > c.at
           OR q.at IS c.at AND q.id > c.id)
    ORDER BY q.at, q.id LIMIT 1)
WHERE c.id = :id AND c.deleted IS NULL AND c."count" > n."count"
  AND n.reset_flag IS NULL
UNION ALL
SELECT 'minus', 'count', '枚数が負の数です', '拒否'
FROM print_count c
WHERE c.id = :id AND c.deleted IS NULL AND c."count" < 0
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
