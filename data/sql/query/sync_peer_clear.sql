DELETE FROM peer_has WHERE node = :node
