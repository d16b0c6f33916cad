SELECT s.id AS id, s.at AS at, s.kind AS kind, s.text AS text,
    s.reported_at AS reported_at,
    CASE WHEN s.reported_at IS NULL AND s.kind IS NOT '合言葉' THEN '未報告' ELSE '' END AS state
FROM sec_record s
WHERE s.deleted IS NULL AND (:id IS NULL OR s.id = :id)
