-- By the printer, of the newest survey; of an older one with its year behind.
SELECT c.id,
       coalesce(u.machine_id, '')
       || CASE WHEN s.fiscal_year IS NULL THEN ''
               ELSE ' 令和' || (s.fiscal_year - 2018) || '年度' END,
       NULL,
       CASE WHEN s.fiscal_year = (SELECT y.fiscal_year FROM survey_newest y)
            THEN kk_numbers(u.machine_id, u.serial) ELSE '' END
       || kk_numbers(u.machine_id || ' ' || s.fiscal_year),
       NULL, NULL
FROM ruled_print_count c
LEFT JOIN unit u ON u.id = c.unit_id
LEFT JOIN print_survey s ON s.id = c.survey_id
