-- All of them are looked at together: one row, on the day of the one that was
-- not seen for longest.
SELECT l.id AS id, NULL AS at, l.check_by AS day, '所在確認' AS kind,
       NULL AS no, '貸与品 ' || l.n || '件' AS what,
       CASE WHEN l.check_by < kk_today() THEN '超'
            WHEN l.check_by <= kk_today() + 1 THEN '急' ELSE '' END AS mark,
       NULL AS who, 'lent_item' AS target,
       kk_day_start(l.check_by) + 86340 AS sort
FROM (SELECT min(x.check_by) AS check_by, x.id AS id, count(*) AS n
      FROM lent_item_now x WHERE x.here HAVING count(*) > 0) l
