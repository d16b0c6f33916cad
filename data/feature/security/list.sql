SELECT s.id AS id, s.at AS at, s.kind AS kind, s.text AS text,
    l.kind || ' ' || l.no AS item, s.reported_at AS reported_at,
    CASE WHEN s.reported_at IS NULL AND s.kind IS NOT '合言葉' THEN '未報告' ELSE '' END AS state,
    s.lent_item_id AS lent_item_id
FROM sec_record s
LEFT JOIN lent_item l ON l.id = s.lent_item_id
WHERE s.deleted IS NULL AND (:id IS NULL OR s.id = :id)
