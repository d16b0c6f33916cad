-- The head held of a writer, whose writer it is, and who signed.
SELECT h.seq, h.sig, w.node, h.node FROM head_sig h
LEFT JOIN writer w ON w.writer = h.writer
WHERE h.writer = :writer
