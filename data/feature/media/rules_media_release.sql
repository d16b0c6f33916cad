SELECT r.id AS "row", 'twice ' || o.id AS key, 'version' AS "column",
    'この媒体種別の ' || r.version || ' はもう公開されています' AS words,
    16 AS since, 23 AS a_tab, r.id AS a_row, 3 AS a_col,
    23 AS b_tab, o.id AS b_row, 3 AS b_col
FROM media_release r
JOIN media_release o ON o.kind = r.kind AND o.id <> r.id AND o.deleted IS NULL
    AND kk_ident(o.version) = kk_ident(r.version)
LEFT JOIN media_order ro ON ro.id = r.order_id AND ro.cancelled_at IS NOT NULL
LEFT JOIN media_order oo ON oo.id = o.order_id AND oo.cancelled_at IS NOT NULL
WHERE r.deleted IS NULL
  -- One that was to be made by an order taken back never came to be.
  AND (ro.id IS NULL OR r.released_on IS NOT NULL)
  AND (oo.id IS NULL OR o.released_on IS NOT NULL)
UNION ALL
SELECT r.id, 'early', 'released_on',
    '公開日が指示 ' || coalesce(o.city_ref, '') || ' の日（'
    || kk_time_long(o.ordered_at) || '）より前です',
    16, 23, r.id, 5, 24, o.id, 3
FROM media_release r
JOIN media_order o ON o.id = r.order_id
    AND r.released_on < (o.ordered_at + 32400) / 86400
WHERE r.deleted IS NULL
