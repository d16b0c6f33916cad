-- A repair of a part, where it is done, how the desk was asked, and in which of
-- §5.1.2's rules the city gave way: who, when, why.
ALTER TABLE repair ADD COLUMN part TEXT;
ALTER TABLE repair ADD COLUMN reason TEXT;
ALTER TABLE repair ADD COLUMN place_id INTEGER REFERENCES place(id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE repair ADD COLUMN place_ok TEXT;
ALTER TABLE repair ADD COLUMN place_ok_at INTEGER;
ALTER TABLE repair ADD COLUMN skip_ok_at INTEGER;
ALTER TABLE repair ADD COLUMN erase_ok TEXT;
ALTER TABLE repair ADD COLUMN erase_ok_at INTEGER;
ALTER TABLE repair ADD COLUMN erase_reason TEXT;
ALTER TABLE repair ADD COLUMN called_by TEXT;
ALTER TABLE repair ADD COLUMN attached INTEGER;
