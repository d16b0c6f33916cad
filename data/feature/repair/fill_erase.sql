SELECT r.witness AS witness, r.cert_no AS cert, r.skip_ok AS skip_ok,
       r.skip_ok_at AS skip_at, r.skip_reason AS skip_reason
FROM repair r
WHERE r.id = :repair
