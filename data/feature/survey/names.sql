-- By its year: 2023.
SELECT s.id, '令和' || (s.fiscal_year - 2018) || '年度', NULL,
       kk_numbers(s.fiscal_year, 'R' || (s.fiscal_year - 2018))
       || kk_names('令和' || (s.fiscal_year - 2018) || '年度'),
       NULL, NULL
FROM ruled_print_survey s
