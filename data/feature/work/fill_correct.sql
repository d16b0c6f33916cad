SELECT w.person_id AS worker, w.from_at AS "from", w.to_at AS "to",
       w.note AS note
FROM work w
WHERE w.id = :work
