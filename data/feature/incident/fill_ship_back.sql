SELECT i.ship_back_at AS at
FROM incident i
WHERE i.id = :incident
