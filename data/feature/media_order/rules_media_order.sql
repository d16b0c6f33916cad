SELECT m.id AS "row", 'twice ' || o.id AS key, 'city_ref' AS "column",
    'その指示番号の指示はもう記録されています' AS words,
    16 AS since, 24 AS a_tab, m.id AS a_row, 2 AS a_col,
    24 AS b_tab, o.id AS b_row, 2 AS b_col
FROM media_order m
JOIN media_order o ON o.id <> m.id AND o.deleted IS NULL
    AND kk_ident(o.city_ref) = kk_ident(m.city_ref)
WHERE m.deleted IS NULL
UNION ALL
SELECT m.id, 'late ' || r.id, 'ordered_at',
    '指示によって公開した ' || r.kind || ' ' || r.version || ' の公開日より後です',
    16, 24, m.id, 3, 23, r.id, 5
FROM media_order m
JOIN media_release r ON r.order_id = m.id AND r.deleted IS NULL
    AND r.released_on < (m.ordered_at + 32400) / 86400
WHERE m.deleted IS NULL
UNION ALL
-- An order that the city took back is none by which anything was made.
SELECT m.id, 'out', 'cancelled_at',
    'この指示の媒体をもう公開しています。取りやめられません',
    29, 24, m.id, 10, 23, r.id, 5
FROM media_order m
JOIN media_release r ON r.order_id = m.id AND r.deleted IS NULL
    AND r.released_on IS NOT NULL
WHERE m.deleted IS NULL AND m.cancelled_at IS NOT NULL
UNION ALL
SELECT m.id, 'made', 'cancelled_at',
    'この指示の成果物をもう更新しています。取りやめられません',
    29, 24, m.id, 10, 25, d.id, 5
FROM media_order m
JOIN media_release r ON r.order_id = m.id AND r.deleted IS NULL
JOIN media_doc d ON d.release_id = r.id AND d.deleted IS NULL
    AND d.changed = '更新'
WHERE m.deleted IS NULL AND m.cancelled_at IS NOT NULL
UNION ALL
SELECT id, 'cancelled', 'cancelled_at', '提出した指示は取りやめられません', 29,
    24, id, 10, 24, id, 5
FROM media_order
WHERE deleted IS NULL AND cancelled_at IS NOT NULL AND finished_at IS NOT NULL
UNION ALL
SELECT id, 'cancelled_early', 'cancelled_at', '取りやめが指示より前です', 29,
    24, id, 3, 24, id, 10
FROM media_order
WHERE deleted IS NULL AND cancelled_at < ordered_at
