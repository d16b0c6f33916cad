-- The write before one that is itself in dispute; none: it is good.
SELECT c.base FROM office_change c JOIN entry e ON e.arrival = c.entry
WHERE c.tab = :tab AND c.row = :row AND c.col = :col AND c.entry = :entry
  AND NOT EXISTS (SELECT 1 FROM review_accept a WHERE a.deleted IS NULL
      AND a.review = CAST(kk_hash63(
          kk_set(printf('%010x-%d', e.writer, e.seq))) AS TEXT))
