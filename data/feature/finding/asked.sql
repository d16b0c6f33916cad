SELECT f.id AS id, 'finding' AS target,
       CASE WHEN f.reported_at IS NULL AND f.finished_at IS NULL
                 AND kk_day(f.found_at) < kk_today() THEN '急'
            ELSE '' END AS mark,
       f.kind AS kind, f.no AS no,
       CASE WHEN f.place_id IS NULL
            THEN coalesce(kk_called(5, p.id, 3, 13, i.id, 7), p.name)
            ELSE coalesce(kk_called(5, p.id, 3, 29, f.id, 12), p.name) END
       AS place, f.text AS what,
       CASE WHEN f.finished_at IS NOT NULL THEN coalesce(f.outcome, '完了')
            WHEN f.instructed_at IS NOT NULL THEN '対応中'
            WHEN f.reported_at IS NOT NULL THEN '指示待ち'
            ELSE '未報告' END AS state,
       NULL AS day, f.found_at AS at, NULL AS who,
       CASE WHEN f.finished_at IS NOT NULL
            THEN '終わっています'
            WHEN f.instructed_at IS NOT NULL
            THEN '市の指示: ' || coalesce(f.instruction, '')
            WHEN f.reported_at IS NOT NULL
            THEN '市の指示を受けたら「市の指示を記録」です'
            ELSE '市へ報告し、指示に従います（仕様 8.1）' END
       || coalesce('  案件 ' || o.no, '') || coalesce('  業務 ' || j.no, '')
       AS about,
       CASE WHEN f.finished_at IS NOT NULL THEN 9000000000000
            WHEN f.instructed_at IS NOT NULL THEN 3000000000000
            WHEN f.reported_at IS NOT NULL THEN 4000000000000
            ELSE 1000000000000 END - coalesce(f.found_at, 0) AS sort
FROM finding f
LEFT JOIN incident i ON i.id = f.incident_id
LEFT JOIN incident o ON o.id = f.opened_incident_id
LEFT JOIN job j ON j.id = f.job_id
LEFT JOIN place p ON p.id = coalesce(f.place_id, i.place_id)
WHERE f.deleted IS NULL
