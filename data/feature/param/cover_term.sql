-- The contract's term that holds the day, else the nearest before it.
SELECT p.valid_from, p.valid_to FROM contract_param p
WHERE p.deleted IS NULL AND p.key = 'contract.name'
ORDER BY p.valid_from <= :day DESC, p.valid_from DESC LIMIT 1
