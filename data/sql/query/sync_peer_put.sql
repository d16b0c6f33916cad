INSERT INTO peer_has(node, writer, seq, hash)
VALUES(:node, :writer, :seq, :hash)
