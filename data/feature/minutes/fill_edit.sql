SELECT "with" AS "with", name, started_at AS start, ended_at AS "end", place,
       attendees, material, text, decided, next_at AS next,
       incident_id AS incident, submitted_at AS submitted, sent_to AS "to"
FROM minutes WHERE id = :minutes
