-- (rule_key, survey_id, unit_id): each colour laser printer, but those of
-- 菊水分庁舎 and DEOS, in the newest survey (§5.5). What came when its time was
-- over is of the next.
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
  AND (kk_today() <= s.to_day OR NOT EXISTS (
      SELECT 1
      FROM change b
      JOIN entry e ON e.arrival = b.entry
      JOIN change o ON o.tab = 26 AND o.row = s.id AND o.col = 0
      JOIN entry f ON f.arrival = o.entry
      WHERE b.tab = 11 AND b.row = u.id AND b.col = 0
        AND kk_day(coalesce(nullif(e.happened_at, 0), e.recorded_at))
            > s.to_day
        AND e.recorded_at > f.recorded_at))
