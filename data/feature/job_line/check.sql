-- What a unit of an order needs (§5.2.2, §5.7.2): the medium that the city named,
-- set up with it before it is installed, received before it is worked on.
WITH l AS (
    SELECT l.*, j.kind, u.machine_id,
        u.model_id, p.kind AS place_kind, p.name AS place_name,
        m.dev_type IS 'パソコン' AS pc, r.kind AS used_kind,
        r.released_on AS used_from,
        (SELECT i.kind FROM image i
         WHERE i.model_id = u.model_id AND i.segment = u.segment
           AND i.role = u.role AND i.deleted IS NULL LIMIT 1) AS role_kind
    FROM job_line l
    JOIN job j ON j.id = l.job_id
    JOIN unit u ON u.id = l.unit_id
    LEFT JOIN place p ON p.id = u.place_id
    LEFT JOIN model m ON m.id = u.model_id
    LEFT JOIN media_release r ON r.id = l.setup_release_id
    WHERE l.id = :id AND l.deleted IS NULL AND l.cancelled_at IS NULL
), named(kind) AS (
    SELECT media_kind FROM l WHERE media_kind IS NOT NULL
    UNION
    SELECT used_kind FROM l WHERE used_kind IS NOT NULL
)
SELECT 'media ' || n.kind AS key, 'media' AS "column",
    CASE WHEN EXISTS (SELECT 1 FROM image i
                      WHERE i.kind = n.kind AND i.deleted IS NULL)
        THEN n.kind || ' は ' || l.machine_id || ' の機種の媒体ではありません'
        ELSE '「' || n.kind || '」という媒体種別はありません。'
            || (SELECT group_concat(DISTINCT i.kind) FROM image i
                WHERE i.deleted IS NULL) || ' のどれかを入れてください' END
    AS words, '拒否' AS weight
FROM l JOIN named n
WHERE NOT EXISTS (SELECT 1 FROM image i
                  WHERE i.kind = n.kind AND i.model_id = l.model_id
                    AND i.deleted IS NULL)
UNION ALL
SELECT 'no_pc', 'unit',
    machine_id || ' はパソコンではありません（再セットアップの対象外、仕様 5.7）', '拒否'
FROM l WHERE NOT pc AND (kind = '再セットアップ' OR setup_at IS NOT NULL)
UNION ALL
SELECT 'role', 'media',
    machine_id || '（' || role_kind || '）は市の指示の媒体 ' || media_kind
    || ' と用途が違います', '理由で可'
FROM l
WHERE kind = '設置' AND setup_at IS NULL AND done_at IS NULL
  AND media_kind <> role_kind
UNION ALL
SELECT 'unnamed', 'media',
    machine_id || ' に市が指定したリカバリ媒体がまだ記録されていません。「作業の機器'
    || 'を訂正」で入れてください', '未記録'
FROM l WHERE pc AND setup_at IS NOT NULL AND media_kind IS NULL
UNION ALL
SELECT 'other', 'media',
    '市が指定した媒体は ' || media_kind || ' です（使った媒体 ' || used_kind || '）',
    '理由で可'
FROM l WHERE used_kind <> media_kind
UNION ALL
SELECT 'early', 'media',
    '使った媒体の公開日 ' || kk_day_text(used_from) || ' より前です', '拒否'
FROM l WHERE kk_day(setup_at) < used_from
UNION ALL
SELECT 'setup', 'at',
    machine_id || ' の再セットアップがまだです（仕様 5.2.2）。設置の前に記録してくだ'
    || 'さい', '未記録'
FROM l WHERE kind = '設置' AND pc AND done_at IS NOT NULL AND setup_at IS NULL
UNION ALL
SELECT 'setup_late', 'at',
    machine_id || ' の再セットアップ ' || kk_time_text(setup_at) || ' が設置 '
    || kk_time_text(done_at) || ' より後です', '拒否'
FROM l WHERE kind = '設置' AND setup_at > done_at
UNION ALL
SELECT 'back', 'to',
    '撤去した機器は菊水分庁舎へ搬入します（仕様 5.2.2）', '拒否'
FROM l
JOIN place t ON t.id = l.to_place_id
WHERE l.kind = '撤去' AND t.kind <> '市管理'
UNION ALL
-- §5.2.2: out of 菊水 to a site, or from a site to 菊水.
SELECT 'place', 'unit',
    machine_id || ' はいま ' || place_name || ' にあります', '注意'
FROM l
WHERE done_at IS NULL
  AND (kind = '設置' AND place_kind IS NOT '市管理' AND place_name IS NOT NULL
       OR kind = '撤去' AND place_kind IS '市管理')
UNION ALL
-- What is done counts to the limits whatever comes of it.
SELECT 'done', 'line', u.machine_id || ' の作業はもう済んでいます', '拒否'
FROM job_line l
JOIN unit u ON u.id = l.unit_id
WHERE l.id = :id AND l.deleted IS NULL AND l.cancelled_at IS NOT NULL
  AND l.done_at IS NOT NULL
