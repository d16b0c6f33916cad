-- Of the newest survey, in the order of the way through the buildings.
SELECT * FROM count_line c
WHERE c.fiscal_year = (SELECT max(y.fiscal_year) FROM print_survey y
                       WHERE y.deleted IS NULL AND y.from_day IS NOT NULL)
