-- Signed heads of entries that this copy does not hold as they were signed.
DELETE FROM head_sig
WHERE NOT EXISTS (SELECT 1 FROM entry e
                  WHERE e.writer = head_sig.writer AND e.seq = head_sig.seq
                    AND e.hash = head_sig.hash)
