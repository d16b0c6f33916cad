SELECT id, date, name, kind FROM holiday
WHERE deleted IS NULL AND date IS NOT NULL
ORDER BY date, id
