-- The stock with who has it, how many were used in twelve months and how long
-- what is ready lasts at that rate. What was used is counted where it was put:
-- the model of the spare, segment and use of the seat.
WITH used AS (
    SELECT s.model_id, b.segment, b.role, count(*) AS n,
        max(i.swap_at) AS last_at, i.no,
        coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name) AS place
    FROM incident i
    JOIN unit s ON s.id = i.swap_spare_id
    JOIN unit b ON b.id = i.swap_unit_id
    LEFT JOIN place p ON p.id = i.place_id
    WHERE i.deleted IS NULL AND i.swap_at > kk_now() - 365 * 86400
      AND i.swap_at <= kk_now()
    GROUP BY s.model_id, b.segment, b.role
), stock AS (
    SELECT g.id, g.model_id, g.segment, g.role,
        (SELECT x.kind FROM image x
         WHERE x.model_id = g.model_id AND x.segment = g.segment
           AND x.role = g.role AND x.deleted IS NULL LIMIT 1) AS kind,
        count(CASE WHEN s.readiness = '即応' THEN 1 END) AS ready,
        count(CASE WHEN s.readiness = '要更新' THEN 1 END) AS stale,
        count(CASE WHEN s.readiness IN ('引当', '持出') THEN 1 END) AS reserved,
        count(CASE WHEN s.readiness = '修理' THEN 1 END) AS repair,
        count(s.id) AS total, max(s.kind) AS had_kind,
        count(CASE WHEN s.held = '菊水' THEN 1 END) AS at_city,
        count(CASE WHEN s.held = '拠点' THEN 1 END) AS at_site,
        count(CASE WHEN s.held = '車載' THEN 1 END) AS in_car,
        count(CASE WHEN s.held = '受託者' THEN 1 END) AS at_us,
        count(CASE WHEN s.held = 'メーカー' THEN 1 END) AS at_maker
    FROM spare_sort g
    LEFT JOIN spare_piece s ON s.model_id IS g.model_id
        AND s.segment IS g.segment AND s.role IS g.role
    GROUP BY g.id
)
SELECT s.id AS id, s.segment AS segment, m.short AS model,
       nullif(s.role, '－') AS use, s.ready AS ready,
       CASE WHEN coalesce(s.kind, s.had_kind) IS NOT NULL THEN s.stale
       END AS stale,
       s.reserved AS reserved, s.repair AS repair, s.total AS total,
       coalesce(u.n, 0) AS used,
       CASE WHEN s.ready + s.stale = 0 THEN 'なし 市へ報告'
            WHEN s.ready = 0 THEN 'まず更新'
            WHEN u.n > 0 THEN (s.ready * 365 / u.n) || '日 '
                || kk_day_text(kk_today() + s.ready * 365 / u.n)
            ELSE '－' END AS lasts,
       s.at_city AS at_city, s.at_site AS at_site, s.in_car AS in_car,
       s.at_us AS at_us, s.at_maker AS at_maker,
       '持ち場  菊水 ' || s.at_city || '  拠点 ' || s.at_site || '  車載 '
       || s.in_car || '  受託者 ' || s.at_us || '  メーカー ' || s.at_maker
       || coalesce('  最近 ' || kk_day_text(kk_day(u.last_at)) || ' '
                   || coalesce(u.place || ' ', '') || coalesce(u.no, ''), '')
       AS about,
       s.role AS role,
       coalesce(s.segment, '') || ' ' || coalesce(m.short, '') || ' '
       || coalesce(s.role, '') AS sort
FROM stock s
LEFT JOIN model m ON m.id = s.model_id
LEFT JOIN used u ON u.model_id IS s.model_id AND u.segment IS s.segment
    AND u.role IS s.role
