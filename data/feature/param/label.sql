SELECT coalesce(label, key) FROM contract_param WHERE id = :id
