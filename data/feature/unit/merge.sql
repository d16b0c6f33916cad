-- What stands against putting two units together.
SELECT a.model_id IS NOT NULL AND b.model_id IS NOT NULL
           AND a.model_id <> b.model_id,
       a.serial IS NOT NULL AND b.serial IS NOT NULL
           AND kk_ident(a.serial) <> kk_ident(b.serial),
       a.pair_id IS b.id OR b.pair_id IS a.id,
       CASE WHEN a.spare_state IN ('引当', '持出') THEN a.machine_id END,
       EXISTS (SELECT 1 FROM repair r WHERE r.unit_id = a.id
               AND r.finished_at IS NULL AND r.deleted IS NULL)
       AND EXISTS (SELECT 1 FROM repair r WHERE r.unit_id = b.id
                   AND r.finished_at IS NULL AND r.deleted IS NULL)
FROM unit a, unit b WHERE a.id = :unit AND b.id = :into
