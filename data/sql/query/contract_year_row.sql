SELECT id FROM contract_param WHERE key = 'contract.year' AND deleted IS NULL
