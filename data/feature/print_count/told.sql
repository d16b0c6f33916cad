-- How far the newest survey is, and until when it goes.
SELECT '期間 ' || kk_day_text(min(y.from_day)) || ' から '
    || kk_day_text(max(y.to_day)) || ' まで'
    || '  全体 ' || sum(c."count" IS NOT NULL) || '/' || count(*) || '台'
    || '  読めない ' || sum(c."count" IS NULL AND c.unread IS NOT NULL)
FROM ruled_print_count c
JOIN print_survey y ON y.id = c.survey_id
WHERE y.fiscal_year = (SELECT x.fiscal_year FROM survey_newest x)
HAVING count(*) > 0
