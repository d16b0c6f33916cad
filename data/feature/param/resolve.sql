-- By key; of several the one whose term holds today, else the last.
SELECT id, coalesce(label, key) FROM contract_param
WHERE deleted IS NULL AND (id = :refid OR key = :ref)
ORDER BY id = :refid DESC,
         coalesce(valid_from, 0) <= kk_today()
         AND coalesce(valid_to, 99999999) >= kk_today() DESC,
         valid_from DESC
LIMIT 1
