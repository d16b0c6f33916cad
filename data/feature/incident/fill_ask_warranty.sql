SELECT i.asked_at AS at, coalesce(i.asked_of, i.handed_to) AS of
FROM incident i
WHERE i.id = :incident
