SELECT r.visit_at AS visit_at, r.witness AS witness
FROM repair r
WHERE r.id = :repair
