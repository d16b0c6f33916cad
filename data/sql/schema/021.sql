-- Questions asked on site (§8.2): where, at which visit, answered to whom, and
-- who was told that the answer comes later, and why.
ALTER TABLE qa ADD COLUMN place_id INTEGER REFERENCES place(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE qa ADD COLUMN visit_id INTEGER REFERENCES visit(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE qa ADD COLUMN unit_id INTEGER REFERENCES unit(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE qa ADD COLUMN answered_to TEXT;
ALTER TABLE qa ADD COLUMN put_off_at INTEGER;
ALTER TABLE qa ADD COLUMN put_off_told TEXT;
ALTER TABLE qa ADD COLUMN put_off_why TEXT;
CREATE INDEX qa_place ON qa(place_id);
