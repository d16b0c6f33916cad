SELECT key, value, valid_from, valid_to FROM contract_param
WHERE deleted IS NULL
ORDER BY key, valid_from, id
