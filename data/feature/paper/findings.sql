-- What was found, asked for or could be better until the period's last day: in
-- the period itself, or before it and not finished when it began (§8.1).
SELECT f.id AS id,
       CASE WHEN kk_day(f.found_at) >= :first THEN '当期' ELSE '前から' END
       AS part,
       f.no AS no, f.kind AS kind, f.found_at AS found,
       CASE WHEN f.place_id IS NULL
            THEN coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name)
            ELSE coalesce(kk_called(5, p.id, 3, 29, f.id, 12), p.name) END
       AS place,
       u.machine_id AS machine_id, coalesce(i.city_no, i.no) AS incident,
       f.text AS text, f.reported_at AS reported,
       f.instruction AS instruction, f.instructed_at AS instructed,
       f.finished_at AS finished,
       CASE WHEN f.finished_at IS NOT NULL THEN coalesce(f.outcome, '完了')
            WHEN f.instructed_at IS NOT NULL THEN '対応中'
            WHEN f.reported_at IS NOT NULL THEN '指示待ち'
            ELSE '未報告' END
       || coalesce('（' || coalesce(o.city_no, o.no, j.order_no, j.no) || '）',
                   '') AS state
FROM finding f
LEFT JOIN incident i ON i.id = f.incident_id
LEFT JOIN incident o ON o.id = f.opened_incident_id
LEFT JOIN job j ON j.id = f.job_id AND j.deleted IS NULL
LEFT JOIN unit u ON u.id = f.unit_id
LEFT JOIN place p ON p.id = coalesce(f.place_id, i.place_id)
WHERE f.deleted IS NULL AND kk_day(f.found_at) <= :last
  AND (kk_day(f.found_at) >= :first OR f.finished_at IS NULL
       OR kk_day(f.finished_at) >= :first)
