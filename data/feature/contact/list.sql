SELECT c.id AS id, i.no AS no, c.at AS at, c.to_kind AS "to",
       c.reached AS reached, c.person AS person, c.note AS note,
       c.fields_confirmed AS fields, c.incident_id AS incident_id
FROM contact c
JOIN incident i ON i.id = c.incident_id
WHERE c.deleted IS NULL AND i.deleted IS NULL
  AND (:id IS NULL OR c.id = :id)
  AND (:incident IS NULL OR c.incident_id = :incident)
