-- What the city has not heard of yet (別紙 5「速やかに」): today, until it has.
SELECT s.id AS id, NULL AS at, kk_today() AS day, '事故' AS kind, NULL AS no,
       s.kind || coalesce(' ' || s.text, '') AS what,
       CASE WHEN kk_day(s.at) < kk_today() THEN '超' ELSE '急' END AS mark,
       NULL AS who, 'security' AS target,
       kk_day_start(kk_today()) + 86340 AS sort
FROM sec_record s
WHERE s.deleted IS NULL AND s.reported_at IS NULL AND s.kind IS NOT '合言葉'
