SELECT count(*)
FROM person
WHERE id = :person AND deleted IS NULL AND org = '受託者'
  AND roster_from <= :day AND (roster_to IS NULL OR roster_to >= :day)
