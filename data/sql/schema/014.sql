-- Things on loan: since when whoever has one, for which case, what model a
-- manual is for, that one is lost; and what a record of security is about.
ALTER TABLE lent_item ADD COLUMN since_at INTEGER;
ALTER TABLE lent_item ADD COLUMN incident_id INTEGER REFERENCES incident(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE lent_item ADD COLUMN model_id INTEGER REFERENCES model(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE lent_item ADD COLUMN lost_at INTEGER;
ALTER TABLE lent_item ADD COLUMN note TEXT;
ALTER TABLE sec_record ADD COLUMN lent_item_id INTEGER
    REFERENCES lent_item(id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX unit_key_no ON unit(key_no) WHERE key_no IS NOT NULL;
