SELECT id, name, kind FROM holiday
WHERE date = :date AND source = '内閣府' AND deleted IS NULL
