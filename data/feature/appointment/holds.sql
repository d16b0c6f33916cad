SELECT count(*) FROM responsible r
WHERE r.role = :role AND r.person_id = :person
  AND EXISTS (SELECT 1 FROM roster_day d
              WHERE d.day BETWEEN r.from_day AND r.to_day)
