-- (rule_key, survey_id, unit_id): each colour laser printer, but those of
-- 菊水分庁舎 and DEOS, in the newest survey (§5.5).
SELECT s.fiscal_year || ' ' || coalesce(u.machine_id, u.id) AS rule_key,
       s.id AS survey_id, u.id AS unit_id
FROM (SELECT min(y.id) AS id, y.fiscal_year AS fiscal_year
      FROM print_survey y
      WHERE y.deleted IS NULL AND y.from_day IS NOT NULL
        AND y.fiscal_year = (SELECT max(x.fiscal_year) FROM print_survey x
                             WHERE x.deleted IS NULL
                               AND x.from_day IS NOT NULL)
      GROUP BY y.fiscal_year) s
CROSS JOIN model m
CROSS JOIN unit u ON u.model_id = m.id
JOIN place p ON p.id = u.place_id AND p.print_scope = 1
WHERE m.dev_type = 'カラーレーザー' AND u.deleted IS NULL
  AND u.state = '稼働中'
  AND NOT EXISTS (SELECT 1 FROM print_count c
                  JOIN print_survey y ON y.id = c.survey_id
                  WHERE c.unit_id = u.id AND c.deleted IS NULL
                    AND y.fiscal_year = s.fiscal_year)
