-- A unit's movements after a time that were dated more than a day ahead of when
-- they were written down (the upper half of their id), and still are to come.
SELECT id, from_place_id, from_dept_id FROM unit_move
WHERE unit_id = :unit AND deleted IS NULL AND happened_at > :at
  AND happened_at > (id >> 32) + 86400 AND happened_at > kk_now()
ORDER BY happened_at DESC, id DESC
