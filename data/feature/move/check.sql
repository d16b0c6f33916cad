-- A movement that is dated ahead, goes to a site or brings in a model outside
-- their dates: for a reason of its own, a movement's says something else. What
-- was written down after later ones, or gave way to one, is told. Before the
-- first day of a site or model only where that time was stated, not the clock's.
WITH x AS (
    SELECT m.*, u.machine_id, f.name AS from_name, t.name AS to_name,
        s.name AS site, s.valid_from AS site_from, s.valid_to AS site_to,
        o.short AS model, o.valid_from AS model_from, o.valid_to AS model_to,
        kk_day(m.happened_at) AS day,
        m.happened_at > (m.id >> 32) + 86400 AS ahead,
        m.happened_at < (m.id >> 32) - 86400 AS back
    FROM unit_move m
    JOIN unit u ON u.id = m.unit_id
    LEFT JOIN model o ON o.id = u.model_id
    LEFT JOIN place f ON f.id = m.from_place_id
    LEFT JOIN place t ON t.id = m.to_place_id
    LEFT JOIN site s ON s.id = t.site_id
    WHERE m.id = :id
)
SELECT 'ahead' AS key, 'happened_at' AS "column",
    machine_id || ' の異動 ' || kk_time_long(happened_at)
    || ' は先日付です（1日より先）。日時を確かめてください' AS words,
    '理由で可' AS weight
FROM x WHERE deleted IS NULL AND ahead AND happened_at > kk_now()
UNION ALL
SELECT 'site', 'happened_at',
    site || ' は' || CASE WHEN day < site_from
        THEN kk_day_text(site_from) || 'からの拠点です'
        ELSE kk_day_text(site_to) || 'で終わった拠点です' END
    || '。' || kk_day_text(day) || 'の異動先を確かめてください',
    '理由で可'
FROM x WHERE deleted IS NULL AND (back AND day < site_from OR day > site_to)
UNION ALL
SELECT 'model', 'happened_at',
    model || ' は' || CASE WHEN day < model_from
        THEN kk_day_text(model_from) || 'からの機種です'
        ELSE kk_day_text(model_to) || 'で終わった機種です' END
    || '。' || kk_day_text(day) || 'の受入を確かめてください',
    '理由で可'
FROM x
WHERE deleted IS NULL AND from_place_id IS NULL
  AND (back AND day < model_from OR day > model_to)
UNION ALL
SELECT 'late', 'happened_at',
    machine_id || ' の後日記録です。次の異動 ' || kk_time_text(n.happened_at)
    || '（' || coalesce(nt.name, '') || '）は ' || coalesce(x.to_name, '')
    || ' からになります', '注意'
FROM x
JOIN unit_move n ON n.id = (
    SELECT q.id FROM unit_move q
    WHERE q.unit_id = x.unit_id AND q.deleted IS NULL
      AND (q.happened_at, q.id) > (x.happened_at, x.id)
    ORDER BY q.happened_at, q.id LIMIT 1)
LEFT JOIN place nt ON nt.id = n.to_place_id
WHERE x.deleted IS NULL AND n.id < x.id
UNION ALL
SELECT 'gone', 'happened_at',
    machine_id || ' の先日付の異動 ' || kk_time_long(happened_at) || '（'
    || coalesce(from_name || ' > ', '') || coalesce(to_name, '')
    || '）を外しました。実際の異動なら「異動を訂正」で先に日時を直してください',
    '注意'
FROM x WHERE deleted IS NOT NULL AND ahead AND happened_at > kk_now()
