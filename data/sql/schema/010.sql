-- A unit that was entered twice, under two IDs: which one it went into.
ALTER TABLE unit ADD COLUMN merged_into_id INTEGER REFERENCES unit(id)
    DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX unit_merged ON unit(merged_into_id)
    WHERE merged_into_id IS NOT NULL;
