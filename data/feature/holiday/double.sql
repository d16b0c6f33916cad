SELECT count(*) FROM holiday
WHERE deleted IS NULL AND date = :value AND id IS NOT :id
