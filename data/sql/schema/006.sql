-- Findings at a place or on a unit; what the city agreed to beyond a quota.
ALTER TABLE finding ADD COLUMN unit_id INTEGER
    REFERENCES unit(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE finding ADD COLUMN place_id INTEGER
    REFERENCES place(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE finding ADD COLUMN outcome TEXT;
CREATE INDEX finding_unit ON finding(unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX finding_place ON finding(place_id) WHERE place_id IS NOT NULL;
ALTER TABLE job ADD COLUMN agreed_by TEXT;
ALTER TABLE job ADD COLUMN agreed_at INTEGER;
ALTER TABLE job ADD COLUMN agreed_ref TEXT;
ALTER TABLE job_line ADD COLUMN cancelled_at INTEGER;
