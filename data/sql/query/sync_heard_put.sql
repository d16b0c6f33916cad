INSERT INTO heard(node, seq, created, at, program, schema, skew)
VALUES(:node, :seq, :created, :at, :program, :schema, :skew)
ON CONFLICT(node) DO UPDATE SET
    seq = excluded.seq, created = excluded.created, at = excluded.at,
    program = excluded.program, schema = excluded.schema, skew = excluded.skew
