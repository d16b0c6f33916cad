SELECT id, date, name, kind, source FROM holiday WHERE id = :id
