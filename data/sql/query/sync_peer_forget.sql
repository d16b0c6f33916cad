-- Of a forked writer nothing is sure: all of it is sent again.
DELETE FROM peer_has WHERE node = :node AND writer = :writer
