-- The head held of a writer, and whose writer it is.
SELECT h.seq, h.sig, w.node FROM head_sig h
LEFT JOIN writer w ON w.writer = h.writer
WHERE h.writer = :writer
