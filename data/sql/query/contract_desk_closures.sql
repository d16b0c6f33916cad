SELECT id, desk_id, from_day, to_day, note FROM desk_closure
WHERE deleted IS NULL
ORDER BY desk_id, from_day
