SELECT date, name, kind FROM holiday WHERE id = :holiday
