SELECT d.name || ' ' || kk_desk_badge(d.id, '受付', r.called_at)
FROM repair r JOIN vendor_desk d ON d.id = r.desk_id
WHERE r.id = :id
UNION ALL
SELECT '翌営業日の訪問なら ' || kk_day_long(kk_desk_visit_by(d.id, r.called_at))
       || ' まで'
FROM repair r JOIN vendor_desk d ON d.id = r.desk_id
WHERE r.id = :id AND kk_desk_visit_by(d.id, r.called_at) IS NOT NULL
UNION ALL
SELECT '次は日程と立会の職員を決めます'
FROM repair r WHERE r.id = :id AND r.witness IS NULL
