SELECT id, desk_id, service, dow, open_min, close_min FROM desk_hours
WHERE deleted IS NULL
ORDER BY desk_id, service, dow, open_min
