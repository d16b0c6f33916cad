-- Whoever works is named to the city before (§11, 別紙).
SELECT p.id AS id, NULL AS at, kk_workday_before(p.roster_from - 1) AS day,
       '届出' AS kind, NULL AS no,
       p.name || '  届出日がまだ' AS what,
       CASE WHEN p.roster_from <= kk_today() THEN '超' ELSE '' END AS mark,
       NULL AS who, 'worker' AS target,
       kk_day_start(kk_workday_before(p.roster_from - 1)) + 86340 AS sort
FROM person p
WHERE p.deleted IS NULL AND p.org = '受託者' AND p.notified_on IS NULL
  AND p.roster_from IS NOT NULL
  AND coalesce(p.roster_to, 99999999) >= kk_today()
