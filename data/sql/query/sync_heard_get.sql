SELECT seq, created, at, skew FROM heard WHERE node = :node
