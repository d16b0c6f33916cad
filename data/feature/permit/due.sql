-- A permit that ends within a month.
SELECT p.id AS id, NULL AS at, p.to_day AS day, '許可' AS kind,
       p.approved_no AS no,
       p.kind || coalesce(' ' || p.target, '') || ' の許可が終わります' AS what,
       CASE WHEN p.to_day <= kk_today() + 7 THEN '急' ELSE '' END AS mark,
       NULL AS who, 'permit' AS target,
       kk_day_start(p.to_day) + 86340 AS sort
FROM permit p
WHERE p.deleted IS NULL AND p.to_day BETWEEN kk_today() AND kk_today() + 30
