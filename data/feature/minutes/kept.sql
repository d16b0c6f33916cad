SELECT m.id AS id, 'minutes' AS target,
       CASE WHEN m.late THEN '超'
            WHEN m.submitted_at IS NULL AND m.act_by <= kk_today() THEN '急'
            ELSE '' END AS mark,
       '議事録' AS kind, m.no AS no,
       m."with" || coalesce(' ' || m.name, '') AS what,
       CASE WHEN m.submitted_at IS NULL THEN '未提出' ELSE '提出済' END AS state,
       m.due AS day, m.started_at AS at, m.sent_to AS who, m.about AS about,
       CASE WHEN m.submitted_at IS NULL THEN m.due
            ELSE 9000000000000 - coalesce(m.started_at, 0) END AS sort
FROM minutes_now m
