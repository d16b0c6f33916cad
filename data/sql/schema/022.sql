-- An order's units: when each was set up anew and with which release of the
-- medium (§5.2.2, §5.7); to whom they went back, and who took a renewal of the
-- media (§5.6).
ALTER TABLE job ADD COLUMN returned_to TEXT;
ALTER TABLE job_line ADD COLUMN setup_at INTEGER;
ALTER TABLE job_line ADD COLUMN setup_release_id INTEGER
    REFERENCES media_release(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE media_order ADD COLUMN submitted_to TEXT;
