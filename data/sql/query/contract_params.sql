-- Those taken away as well: their keys say what once stood.
SELECT id, deleted, key, value, valid_from, valid_to FROM contract_param
ORDER BY key, valid_from, id
