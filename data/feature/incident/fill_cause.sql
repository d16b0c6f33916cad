SELECT i.cause_kind AS kind, i.cause AS cause
FROM incident i
WHERE i.id = :incident
