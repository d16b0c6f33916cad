SELECT coalesce((SELECT p.id FROM contract_param p
                 WHERE p.deleted IS NULL AND p.key = :key
                   AND p.valid_from = :from), 0)
