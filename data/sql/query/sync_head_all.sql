SELECT writer, seq, hash, node, sig FROM head_sig ORDER BY writer
