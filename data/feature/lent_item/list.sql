-- What is out longest after its case is done comes first, then what nobody has
-- seen in time, then by kind; what went back to the city stands at the end.
SELECT l.id AS id,
       CASE WHEN l.lost_at IS NOT NULL THEN '!'
            WHEN l.overdue OR l.here AND l.check_by < kk_today() THEN '超'
            ELSE '' END AS mark,
       l.kind AS kind, l.no AS no,
       CASE WHEN u.id IS NULL THEN coalesce(l.name, m.short)
            ELSE coalesce(p.name || ' ', '') || coalesce(nullif(d.name, p.name) || ' ', '')
                 || u.machine_id || coalesce(' ' || l.name, '') END AS what,
       CASE WHEN l.returned_at IS NOT NULL THEN '市'
            WHEN l.lost_at IS NOT NULL THEN l.holder_name
            ELSE coalesce(l.holder_name, '保管庫') END AS holder,
       coalesce(l.since_at, l.lent_at) AS since, l.checked_at AS checked,
       l.check_by AS check_by, l.incident_no AS incident,
       CASE WHEN l.returned_at IS NOT NULL THEN '返却済'
            WHEN l.lost_at IS NOT NULL THEN '紛失'
            WHEN l.overdue THEN '未返却'
            WHEN l.check_by < kk_today() THEN '未確認'
            WHEN l.holder_id IS NOT NULL THEN '持出'
            ELSE '保管' END AS state,
       l.lent_at AS lent, l.note AS note, l.returned_at AS returned,
       l.lost_at AS lost,
       printf('%02d %s', CASE WHEN l.returned_at IS NOT NULL THEN 90
            WHEN l.lost_at IS NOT NULL THEN 0
            WHEN l.overdue THEN 1
            WHEN l.check_by < kk_today() THEN 2
            ELSE 10 + instr('スペアキー手順書ICカードユーザーID文書', l.kind)
            END, l.no) AS sort,
       CASE WHEN l.returned_at IS NOT NULL
            THEN kk_time_text(l.returned_at) || ' に市へ返却しました'
            WHEN l.lost_at IS NOT NULL
            THEN kk_time_text(l.lost_at) || ' に紛失。セキュリティの記録から'
                 || '市へ報告します'
            WHEN l.overdue
            THEN l.incident_no || ' は終わっています。保管庫へ戻すか、持ち続ける'
                 || 'わけを備考に入れます'
            ELSE '次の所在確認は ' || kk_day_text(l.check_by) || ' まで'
                 || coalesce('  ' || l.incident_no || ' のために持出', '')
       END AS about,
       l.incident_id AS incident_id, l.unit_id AS unit_id,
       CASE WHEN l.here THEN l.holder_id END AS worker_id
FROM lent_item_now l
LEFT JOIN unit u ON u.id = l.unit_id
LEFT JOIN place p ON p.id = u.place_id
LEFT JOIN dept d ON d.id = u.dept_id
LEFT JOIN model m ON m.id = l.model_id
WHERE (:id IS NULL OR l.id = :id)
