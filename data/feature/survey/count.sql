-- From its first day on, the printers that are still to be read.
SELECT 6 AS id, '印刷枚数 まだ' AS label, count(*) AS n, 'round' AS list
FROM ruled_print_count p
JOIN print_survey s ON s.id = p.survey_id AND s.from_day <= kk_today()
WHERE p."count" IS NULL AND p.unread IS NULL
