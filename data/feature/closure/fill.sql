SELECT from_day AS "from", to_day AS "to", note FROM desk_closure
WHERE id = :closure
