-- The newest year whose time was agreed: its printers are asked for. Two copies
-- that both began it are one.
CREATE VIEW survey_newest AS
SELECT min(y.id) AS id, y.fiscal_year AS fiscal_year,
    min(y.from_day) AS from_day, max(y.to_day) AS to_day
FROM print_survey y
WHERE y.deleted IS NULL AND y.from_day IS NOT NULL
GROUP BY y.fiscal_year
ORDER BY y.fiscal_year DESC LIMIT 1;
