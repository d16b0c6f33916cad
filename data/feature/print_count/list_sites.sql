-- How far the newest survey is, by site.
SELECT min(p.id) AS id, s.no AS site_no, coalesce(s.name, p.name) AS site,
       y.fiscal_year AS fiscal_year, count(*) AS printers,
       sum(c."count" IS NOT NULL) AS read,
       sum(c."count" IS NULL AND c.unread IS NOT NULL) AS unread_n,
       sum(c."count" IS NULL AND c.unread IS NULL) AS left_n
FROM ruled_print_count c
JOIN print_survey y ON y.id = c.survey_id
JOIN unit u ON u.id = c.unit_id
JOIN place p ON p.id = u.place_id
LEFT JOIN site s ON s.id = p.site_id
WHERE y.fiscal_year = (SELECT x.fiscal_year FROM survey_newest x)
GROUP BY coalesce(s.id, p.id)
