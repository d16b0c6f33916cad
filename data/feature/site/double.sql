SELECT count(*) FROM site
WHERE deleted IS NULL AND no = :value AND id IS NOT :id
