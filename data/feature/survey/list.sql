SELECT s.id AS id, s.fiscal_year AS fiscal_year,
       '令和' || (s.fiscal_year - 2018) || '年度' AS year,
       CASE WHEN s.from_day IS NULL THEN '調整前'
            WHEN kk_today() < s.from_day THEN '開始前'
            WHEN c.open = 0 THEN '済'
            WHEN kk_today() > s.to_day THEN '期間を過ぎた'
            ELSE '調査中' END AS state,
       CASE WHEN c.open > 0 AND kk_today() > s.to_day THEN '超'
            WHEN c.open > 0 AND kk_today() = s.to_day THEN '急'
            ELSE '' END AS mark,
       s.from_day AS from_day, s.to_day AS to_day,
       s.agreed_with AS agreed_with, s.agreed_on AS agreed_on,
       c.n AS printers, c.read AS read, c.unread AS unread_n, c.open AS open_n,
       s.from_day IS NULL OR c.open > 0 AS open
FROM ruled_print_survey s
LEFT JOIN (
    SELECT y.fiscal_year AS fiscal_year, count(*) AS n,
           sum(p."count" IS NOT NULL) AS read,
           sum(p."count" IS NULL AND p.unread IS NOT NULL) AS unread,
           sum(p."count" IS NULL AND p.unread IS NULL) AS open
    FROM ruled_print_count p
    JOIN print_survey y ON y.id = p.survey_id
    GROUP BY y.fiscal_year) c ON c.fiscal_year = s.fiscal_year
WHERE (:id IS NULL OR s.id = :id)
