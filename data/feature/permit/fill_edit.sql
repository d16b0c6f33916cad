SELECT approved_no AS no, target, from_day AS "from", to_day AS "to"
FROM permit WHERE id = :permit
