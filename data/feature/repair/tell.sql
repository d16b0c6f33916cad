SELECT d.name || ' ' || kk_desk_badge(d.id, '受付', r.called_at)
FROM repair r JOIN vendor_desk d ON d.id = r.desk_id
WHERE r.id = :id
UNION ALL
SELECT '約束: 翌営業日 ' || kk_day_long(r.promised) || ' まで'
FROM repair_now r
WHERE r.id = :id AND r.promised IS NOT NULL
UNION ALL
SELECT '次は日程と立会の職員を決めます'
FROM repair_now r WHERE r.id = :id AND NOT r.witnessed AND NOT r.ships
UNION ALL
-- What is read aloud, or the mail.
SELECT coalesce(
    CASE WHEN r.called_by = 'メール' THEN
        (SELECT m.mail FROM desk_mail m WHERE m.repair_id = :id) END,
    (SELECT t.text FROM desk_text t WHERE t.repair_id = :id))
FROM repair r
WHERE r.id = :id
