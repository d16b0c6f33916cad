SELECT n.id AS id, 'notice' AS target,
       CASE WHEN n.state = '過ぎた' THEN '超' ELSE '' END AS mark,
       n.kind AS kind, n.no AS no,
       coalesce(n.partner || ' ', '') || coalesce(n.text, '') AS what,
       n.state AS state, kk_day(n.at) AS day, n.told_at AS at, n.told AS who,
       n.about AS about,
       CASE WHEN n.open THEN 1000000000000
            WHEN n.finished_at IS NULL THEN 4000000000000
            ELSE 9000000000000 END - coalesce(n.told_at, 0) AS sort
FROM notice_now n
