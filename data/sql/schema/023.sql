-- What is handed in (§11, §9.7): to whom it goes and how, who handed it in, who
-- asked for it, and the day that the contract means where that is no service
-- day. Who is responsible from when to when, and when the city was told of
-- whoever works.
ALTER TABLE document ADD COLUMN addressee TEXT;
ALTER TABLE document ADD COLUMN method TEXT;
ALTER TABLE document ADD COLUMN sent_by_id INTEGER REFERENCES person(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document ADD COLUMN asked_by TEXT;
ALTER TABLE document ADD COLUMN base_on INTEGER;
ALTER TABLE person ADD COLUMN notified_on INTEGER;
CREATE TABLE appointment (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    role TEXT,
    person_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED,
    from_day INTEGER,
    to_day INTEGER
) STRICT;
CREATE INDEX appointment_person ON appointment(person_id);
