-- One meeting, what stands in its minutes a row each (§9.8).
WITH m AS (SELECT * FROM minutes_now n WHERE n.id = :record)
SELECT 1 AS id, '会議名' AS label,
    coalesce(m.name, m."with" || ' との打ち合わせ') AS value FROM m
UNION ALL
SELECT 2, '日時', kk_day_long(kk_day(m.started_at)) || ' '
    || substr(kk_iso(m.started_at), 12) || ' から '
    || coalesce(CASE WHEN kk_day(m.ended_at) <> kk_day(m.started_at)
                     THEN kk_day_long(kk_day(m.ended_at)) || ' ' ELSE '' END
                || substr(kk_iso(m.ended_at), 12) || ' まで', '') FROM m
UNION ALL
SELECT 3, '場所', coalesce(m.place, '') FROM m
UNION ALL
SELECT 4, '相手', coalesce(m."with", '') FROM m
UNION ALL
SELECT 5, '出席者', coalesce(m.attendees, '') FROM m
UNION ALL
SELECT 6, '資料', coalesce(m.material, 'なし') FROM m
UNION ALL
SELECT 7, '内容', coalesce(m.text, '') FROM m
UNION ALL
SELECT 8, '決定事項', coalesce(m.decided, 'なし') FROM m
UNION ALL
SELECT 9, '次回', coalesce(kk_day_long(kk_day(m.next_at)) || ' '
    || substr(kk_iso(m.next_at), 12), '未定') FROM m
UNION ALL
SELECT 10, '案件管理番号', i.city_no
FROM m JOIN incident i ON i.id = m.incident_id WHERE i.city_no IS NOT NULL
UNION ALL
SELECT 11, '提出期限', kk_day_long(m.due) FROM m
