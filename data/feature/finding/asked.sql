SELECT f.id AS id, 'finding' AS target,
       CASE WHEN f.state = '未報告' AND kk_day(f.found_at) < kk_today() THEN '急'
            ELSE '' END AS mark,
       f.kind AS kind, f.no AS no, f.place_name AS place, f.text AS what,
       f.state AS state, NULL AS day, f.found_at AS at, NULL AS who,
       CASE WHEN f.finished_at IS NOT NULL THEN '終わっています'
            WHEN f.state = '対応中'
            THEN '市の指示: ' || coalesce(f.instruction, '')
            WHEN f.state = '指示待ち'
            THEN '市の指示を受けたら「市の指示を記録」です'
            ELSE '市へ報告し、指示に従います（仕様 8.1）' END
       || coalesce('  案件 ' || f.opened_no, '')
       || coalesce('  業務 ' || f.job_no, '') AS about,
       CASE WHEN f.finished_at IS NOT NULL THEN 9000000000000
            WHEN f.state = '対応中' THEN 3000000000000
            WHEN f.state = '指示待ち' THEN 4000000000000
            ELSE 1000000000000 END - coalesce(f.found_at, 0) AS sort
FROM finding_now f
