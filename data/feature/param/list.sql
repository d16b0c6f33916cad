SELECT id, key, value, label, valid_from, valid_to FROM contract_param
WHERE deleted IS NULL
--search
  AND instr(kk_fold(key || coalesce(label, '')), :fold) > 0
--end
