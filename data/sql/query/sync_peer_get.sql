SELECT writer, seq, hash FROM peer_has WHERE node = :node ORDER BY writer
