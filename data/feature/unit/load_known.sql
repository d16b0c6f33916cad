-- What the units are told by, for a list to be held against.
SELECT id, machine_id, serial, model_id, key_no FROM unit
WHERE deleted IS NULL AND machine_id IS NOT NULL
ORDER BY id
