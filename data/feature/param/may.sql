-- A condition of the contract that stands is changed for a reason; next year's
-- is a row of its own and asks for none.
SELECT '契約条件を変えるときは、市の指示などの理由を入れてください。来年度の値は'
    || '「契約条件を加える」です', 'reason'
FROM contract_param p
WHERE p.id = :id AND :reason IS NULL
  AND (:value <> p.value OR :valid_from IS NOT NULL
       AND :valid_from IS NOT p.valid_from
       OR :valid_to IS NOT NULL AND :valid_to IS NOT p.valid_to
       OR instr(:emptied, ',valid_from,') > 0 AND p.valid_from IS NOT NULL
       OR instr(:emptied, ',valid_to,') > 0 AND p.valid_to IS NOT NULL)
