SELECT s.from_day AS "from", s.to_day AS "to", s.agreed_with AS agreed_with,
       s.agreed_on AS agreed
FROM ruled_print_survey s WHERE s.id = :year
