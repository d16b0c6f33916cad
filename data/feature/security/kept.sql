SELECT s.id AS id, 'security' AS target,
       CASE WHEN s.unreported AND s.class = '事故'
            THEN CASE WHEN kk_day(s.at) < kk_today() THEN '超' ELSE '急' END
            ELSE '' END AS mark,
       CASE WHEN s.class = '事故' THEN '事故' ELSE s.kind END AS kind,
       s.no AS no,
       CASE WHEN s.class = '事故' THEN s.kind || ' ' ELSE '' END
       || coalesce(s.text, s.result, '')
       || CASE WHEN s.class = '研修' THEN '  ' || s.n_trained || '人' ELSE '' END
       AS what,
       CASE WHEN s.unreported THEN '未報告'
            WHEN s.reported_at IS NOT NULL THEN '報告済' ELSE '' END AS state,
       NULL AS day, s.at AS at, coalesce(w.name, s.auditor) AS who,
       s.about AS about,
       CASE WHEN s.unreported AND s.class = '事故' THEN 0
            WHEN s.unreported THEN 2000000000000
            ELSE 9000000000000 END - coalesce(s.at, 0) AS sort
FROM sec_now s
LEFT JOIN person w ON w.id = s.person_id
