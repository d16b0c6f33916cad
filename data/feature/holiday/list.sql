SELECT id, date, name, kind, source FROM holiday WHERE deleted IS NULL
