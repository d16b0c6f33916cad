INSERT INTO head_sig(writer, seq, hash, node, sig)
VALUES(:writer, :seq, :hash, :node, :sig)
ON CONFLICT(writer) DO UPDATE SET
    seq = excluded.seq, hash = excluded.hash,
    node = excluded.node, sig = excluded.sig
