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
