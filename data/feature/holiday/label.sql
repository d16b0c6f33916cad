SELECT kk_day_text(date) || coalesce(' ' || name, '') FROM holiday
WHERE id = :id
