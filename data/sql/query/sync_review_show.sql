SELECT title, kind, who, at, cells, hits, entries FROM review WHERE id = :id
