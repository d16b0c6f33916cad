-- A version that came with the ledger: nobody has said when it was released.
SELECT r.id FROM media_release r
WHERE r.kind = :kind AND kk_ident(r.version) = kk_ident(:version)
  AND r.released_on IS NULL AND r.deleted IS NULL
  AND NOT EXISTS (SELECT 1 FROM media_order o
                  WHERE o.id = r.order_id AND o.cancelled_at IS NOT NULL)
LIMIT 1
