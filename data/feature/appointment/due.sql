-- Nobody is: from the day on.
SELECT row_number() OVER (ORDER BY g.day, g.role) AS id, NULL AS at,
       g.day AS day, '責任者' AS kind, NULL AS no,
       g.role || 'がいません。「責任者を選任」で決めます' AS what,
       CASE WHEN g.day < kk_today() THEN '超'
            WHEN g.day = kk_today() THEN '急' ELSE '' END AS mark,
       NULL AS who, '' AS target, kk_day_start(g.day) + 86340 AS sort
FROM responsible_gap g
WHERE g.last >= kk_today()
