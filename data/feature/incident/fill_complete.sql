SELECT i.cause AS cause, i.action AS action, i.result AS result,
       i.remarks AS remarks
FROM incident i
WHERE i.id = :incident
