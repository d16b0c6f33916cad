-- (rule_key, survey_id, unit_id): each colour laser printer, but those of
-- 菊水分庁舎 and DEOS, in the newest survey (§5.5).
SELECT s.fiscal_year || ' ' || coalesce(u.machine_id, u.id) AS rule_key,
       s.id AS survey_id, u.id AS unit_id
FROM survey_newest s
CROSS JOIN model m
CROSS JOIN unit u ON u.model_id = m.id
JOIN place p ON p.id = u.place_id AND p.print_scope = 1
WHERE m.dev_type = 'カラーレーザー' AND u.deleted IS NULL
  AND u.state = '稼働中'
  AND NOT EXISTS (SELECT 1 FROM print_count c
                  JOIN print_survey y ON y.id = c.survey_id
                  WHERE c.unit_id = u.id AND c.deleted IS NULL
                    AND y.fiscal_year = s.fiscal_year)
