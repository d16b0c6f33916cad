SELECT id, kind, title, entries, cells FROM review WHERE id = :id
