INSERT INTO clock_warning(at, node, writer, first_seq, last_seq, skew)
VALUES(:at, :node, :writer, :first, :last, :skew)
