-- By its date, or by name and year: 憲法記念日2023.
SELECT id, kk_day_text(date) || coalesce(' ' || name, ''), deleted,
       kk_numbers(kk_day_iso(date))
       || kk_names(name || substr(kk_day_iso(date), 1, 4)),
       NULL, NULL
FROM holiday
