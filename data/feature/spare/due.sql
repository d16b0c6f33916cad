-- A release that spares on loan do not carry yet: today, until all of them do.
SELECT r.id AS id, NULL AS at, kk_today() AS day, '要更新' AS kind, NULL AS no,
       r.kind || ' ' || r.version || ' 予備機の更新 残 ' || s.left || '/'
       || s.n || '台' AS what,
       CASE WHEN r.released_on < kk_today() THEN '急' ELSE '' END AS mark,
       NULL AS who, 'media' AS target,
       kk_day_start(kk_today()) + 86340 AS sort
FROM (SELECT current_release_id AS release_id, count(*) AS n,
             count(CASE WHEN NOT up_to_date THEN 1 END) AS left
      FROM spare_now GROUP BY current_release_id) s
JOIN media_release r ON r.id = s.release_id
WHERE s.left > 0
