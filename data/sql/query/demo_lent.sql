-- Who and which model the sheet names.
SELECT (SELECT id FROM person WHERE name = :holder),
       (SELECT id FROM model WHERE name = :model)
