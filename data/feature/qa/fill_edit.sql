SELECT question, answer, due_on AS due, asker, asked_at AS asked,
       answered_at AS answered, answered_to AS "to", reported_at AS reported,
       place_id AS place, dept_id AS dept, visit_id AS visit, unit_id AS unit
FROM qa WHERE id = :qa
