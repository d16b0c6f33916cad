SELECT from_day AS "from", to_day AS "to"
FROM appointment WHERE id = :appointment
