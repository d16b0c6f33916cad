SELECT r.id, r.title, r.kind, r.who, r.at, r.cells, r.hits, r.entries
FROM review r
