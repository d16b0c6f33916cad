SELECT id, key, value, label, valid_from, valid_to FROM contract_param
WHERE deleted IS NULL
