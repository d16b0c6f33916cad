-- Of the newest survey, in the order of the way through the buildings.
SELECT * FROM count_line c
WHERE c.fiscal_year = (SELECT y.fiscal_year FROM survey_newest y)
