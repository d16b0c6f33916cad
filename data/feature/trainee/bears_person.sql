-- The rule calls them by name.
SELECT 43, id FROM sec_person WHERE person_id = :id
