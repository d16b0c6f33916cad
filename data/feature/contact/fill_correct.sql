SELECT c.at AS at, c.to_kind AS "to", c.person AS person,
       c.reached AS reached, c.note AS note
FROM contact c
WHERE c.id = :contact
