-- §6: by agreement with the site, or because the city asks; the city may ask
-- only for what came in during service hours.
WITH o AS (
    SELECT o.*, i.instructed_at
    FROM overtime o JOIN incident i ON i.id = o.incident_id
    WHERE o.id = :id AND o.deleted IS NULL
)
SELECT 'agreed_by' AS key, 'agreed_by' AS "column",
    'だれと決めたかを入れてください' AS words, '拒否' AS weight
FROM o WHERE coalesce(agreed_by, '') = ''
UNION ALL
SELECT 'until', 'until_at', '何時まで対応するかを入れてください', '拒否'
FROM o WHERE until_at IS NULL
UNION ALL
SELECT 'hours', 'until_at',
    kk_time_long(until_at) || ' は受付時間の中です。時間外の記録は要りません',
    '拒否'
FROM o WHERE kk_elapsed(until_at, until_at + 60) > 0
UNION ALL
SELECT 'ground', 'ground',
    '市の求めによる時間外は、受付時間内に受けたものに限ります（対応指示 '
    || kk_time_long(instructed_at) || '）', '拒否'
FROM o
WHERE ground = '市の求め'
  AND kk_elapsed(instructed_at, instructed_at + 60) = 0
UNION ALL
SELECT 'blocks', 'blocks',
    '翌営業日の業務が開始できない障害かを市に確かめて入れてください', '未記録'
FROM o WHERE ground = '市の求め' AND blocks IS NULL
UNION ALL
SELECT 'blocks_not', 'blocks',
    '翌営業日の業務は開始できるので、市の求めによる時間外には当たりません。現場'
    || '担当者と協議してください', '理由で可'
FROM o WHERE ground = '市の求め' AND blocks = 0
