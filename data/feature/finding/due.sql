-- What the city has not heard of yet: today, until it was reported.
SELECT f.id AS id, NULL AS at, kk_today() AS day, f.kind AS kind, f.no AS no,
       f.text AS what, CASE WHEN kk_day(f.found_at) < kk_today() THEN '急'
                            ELSE '' END AS mark,
       NULL AS who, 'finding' AS target,
       kk_day_start(kk_today()) + 86340 AS sort
FROM finding f
WHERE f.deleted IS NULL AND f.reported_at IS NULL AND f.finished_at IS NULL
