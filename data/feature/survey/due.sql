-- Until it was agreed, the year's end; then the end of its time.
SELECT s.id AS id, NULL AS at,
       coalesce(s.to_day, kk_workday_before(kk_ymd(s.fiscal_year + 1, 3, 31)))
           AS day,
       '枚数調査' AS kind, NULL AS no,
       CASE WHEN s.from_day IS NULL THEN '印刷枚数調査の期間を市と調整'
            ELSE '印刷枚数 まだ ' || p.n || '台' END AS what,
       CASE WHEN s.to_day < kk_today() THEN '超' ELSE '' END AS mark,
       NULL AS who, 'survey' AS target,
       kk_day_start(coalesce(s.to_day, kk_workday_before(
           kk_ymd(s.fiscal_year + 1, 3, 31)))) + 86340 AS sort
FROM ruled_print_survey s
LEFT JOIN (
    SELECT y.fiscal_year AS fiscal_year, count(*) AS n
    FROM ruled_print_count p
    JOIN print_survey y ON y.id = p.survey_id
    WHERE p."count" IS NULL AND p.unread IS NULL
    GROUP BY y.fiscal_year) p ON p.fiscal_year = s.fiscal_year
WHERE s.from_day IS NULL OR p.n > 0
