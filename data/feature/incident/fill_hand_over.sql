SELECT i.handed_at AS at, coalesce(i.handed_to, i.asked_of) AS "to"
FROM incident i
WHERE i.id = :incident
