-- What is kept for the city (§5.1.1, §9, 別紙): notices of both sides with what
-- became of them, minutes with what was decided and is to be done, training
-- with who took part.
ALTER TABLE notice ADD COLUMN no TEXT;
ALTER TABLE notice ADD COLUMN place_id INTEGER REFERENCES place(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notice ADD COLUMN unit_id INTEGER REFERENCES unit(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notice ADD COLUMN incident_id INTEGER REFERENCES incident(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE notice ADD COLUMN partner TEXT;
ALTER TABLE notice ADD COLUMN told_at INTEGER;
ALTER TABLE notice ADD COLUMN told TEXT;
ALTER TABLE notice ADD COLUMN often TEXT;
ALTER TABLE notice ADD COLUMN settings TEXT;
ALTER TABLE notice ADD COLUMN agreed_on INTEGER;
ALTER TABLE notice ADD COLUMN approved_on INTEGER;
ALTER TABLE notice ADD COLUMN used_at INTEGER;
ALTER TABLE notice ADD COLUMN used TEXT;
ALTER TABLE notice ADD COLUMN answer TEXT;
ALTER TABLE notice ADD COLUMN answered_at INTEGER;
ALTER TABLE notice ADD COLUMN finished_at INTEGER;
CREATE INDEX notice_no ON notice(no) WHERE no IS NOT NULL;
ALTER TABLE minutes ADD COLUMN no TEXT;
ALTER TABLE minutes ADD COLUMN name TEXT;
ALTER TABLE minutes ADD COLUMN started_at INTEGER;
ALTER TABLE minutes ADD COLUMN ended_at INTEGER;
ALTER TABLE minutes ADD COLUMN place TEXT;
ALTER TABLE minutes ADD COLUMN attendees TEXT;
ALTER TABLE minutes ADD COLUMN material TEXT;
ALTER TABLE minutes ADD COLUMN decided TEXT;
ALTER TABLE minutes ADD COLUMN next_at INTEGER;
ALTER TABLE minutes ADD COLUMN sent_to TEXT;
ALTER TABLE minutes ADD COLUMN incident_id INTEGER REFERENCES incident(id)
    DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX minutes_no ON minutes(no) WHERE no IS NOT NULL;
CREATE TABLE minutes_task (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    minutes_id INTEGER REFERENCES minutes(id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT,
    who TEXT,
    due_on INTEGER,
    done_at INTEGER
) STRICT;
CREATE INDEX minutes_task_minutes ON minutes_task(minutes_id);
ALTER TABLE sec_record ADD COLUMN no TEXT;
ALTER TABLE sec_record ADD COLUMN person_id INTEGER REFERENCES person(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE sec_record ADD COLUMN result TEXT;
ALTER TABLE sec_record ADD COLUMN pii INTEGER;
ALTER TABLE sec_record ADD COLUMN auditor TEXT;
CREATE INDEX sec_record_no ON sec_record(no) WHERE no IS NOT NULL;
CREATE TABLE sec_person (
    id INTEGER PRIMARY KEY,
    deleted INTEGER,
    sec_record_id INTEGER REFERENCES sec_record(id)
        DEFERRABLE INITIALLY DEFERRED,
    person_id INTEGER REFERENCES person(id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX sec_person_record ON sec_person(sec_record_id);
