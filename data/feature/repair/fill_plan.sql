SELECT r.visit_at AS visit_at, r.witness AS witness, r.place_id AS place,
       r.place_ok AS place_ok, r.place_ok_at AS place_ok_at,
       r.skip_ok AS skip_ok, r.skip_ok_at AS skip_at,
       r.skip_reason AS skip_reason
FROM repair r
WHERE r.id = :repair
