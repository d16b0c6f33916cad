SELECT i.cause AS cause, i.action AS action, i.result AS result,
       i.no_swap_reason AS no_swap, i.remarks AS remarks
FROM incident i
WHERE i.id = :incident
